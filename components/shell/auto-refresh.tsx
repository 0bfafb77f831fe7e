"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useView } from "./view-store";

/** Has the server draw the page again while it is looked at, not paused, and no dialog is open; what is typed stays. */
export function AutoRefresh({ everyMs }: { everyMs: number }) {
  const router = useRouter();
  const { paused } = useView();
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && !document.querySelector("dialog[open]")) router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router, paused, everyMs]);
  return null;
}
