"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useView } from "@/components/shell/view-store";

/** Refreshes the page now and then, but not in a hidden tab, while paused, or under an open dialog. */
export function RefreshEvery({ seconds }: { seconds: number }) {
  const router = useRouter();
  const { paused } = useView();
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && !document.querySelector("dialog[open]")) router.refresh();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds, paused]);
  return null;
}
