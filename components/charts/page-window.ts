"use client";
import { parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { type PageWindow, readPageWindow } from "@/lib/ranges/page-window";

const parsers = { from: parseAsString, to: parseAsString };

/**
 * The stretch of time that was selected on a chart of this page, in its URL: the back button takes it back, a link
 * carries it along. Null while the whole range is shown.
 */
export function usePageWindow() {
  const [{ from, to }, set] = useQueryStates(parsers, { history: "push", shallow: false, scroll: false });
  const window = useMemo(() => readPageWindow(from, to), [from, to]);
  return {
    window,
    select: (chosen: PageWindow) => void set({ from: String(chosen.startMs), to: String(chosen.endMs) }),
    reset: () => void set({ from: null, to: null }),
  };
}
