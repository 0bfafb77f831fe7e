"use client";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { usualApiPath } from "@/lib/links/api-paths";
import type { Measured } from "@/lib/measured";
import type { Usual } from "@/lib/usual/types";

/** Usual figures change over minutes; the server renews them no more often either. */
const slotMs = 60_000;

/** What is usual, asked once for the whole page; loading until the answer is there, so nothing waits for it. */
export function useUsual(): Measured<Usual> {
  const { data } = useSlotQuery<Measured<Usual>>({
    key: ["usual"],
    path: usualApiPath,
    initial: undefined,
    initialAtMs: 0,
    slotMs,
  });
  return data ?? { state: "loading" };
}
