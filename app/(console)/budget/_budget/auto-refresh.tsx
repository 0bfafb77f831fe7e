"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useView } from "@/components/shell/view-store";

/** A sample interval: nothing changes sooner. */
const everyMs = 15_000;

/** Has the server draw the page again while it is looked at and not paused; what is open or typed stays. */
export function AutoRefresh() {
  const router = useRouter();
  const { paused } = useView();
  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [router, paused]);
  return null;
}
