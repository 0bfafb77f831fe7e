"use client";
import { useSlotQuery } from "@/components/shell/use-slot-query";
import { usualApiPath } from "@/lib/links/api-paths";
import type { Measured } from "@/lib/measured";
import type { Usual } from "@/lib/usual/types";

/** Usual figures change over minutes; the server renews them no more often either. */
const knownMs = 60_000;
/** While they are not known yet, or could not be asked for, somebody waits for them. */
const unknownMs = 15_000;

/** What is usual, asked once for the whole page; loading until the answer is there, so nothing waits for it. */
export function useUsual(): Measured<Usual> {
  const { data } = useSlotQuery<Measured<Usual>>({
    key: ["usual"],
    path: usualApiPath,
    initial: undefined,
    initialAtMs: 0,
    slotMs: (answer) => (answer?.state === "ready" ? knownMs : unknownMs),
  });
  return data ?? { state: "loading" };
}
