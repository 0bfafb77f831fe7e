"use client";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { connectToaster } from "./notify";

export function Toaster() {
  const { resolvedTheme } = useTheme();
  useEffect(
    () =>
      connectToaster(({ kind, text, detail }) => {
        const show = kind === "done" ? toast.success : toast.error;
        show(text, { description: detail, duration: kind === "done" ? 3000 : 12_000 });
      }),
    [],
  );
  return <Sonner theme={resolvedTheme === "dark" ? "dark" : "light"} position="bottom-right" offset={16} />;
}
