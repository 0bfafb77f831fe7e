"use client";
import { useNow } from "@/components/shell/clock";
import { useView } from "@/components/shell/view-store";
import { formatAge } from "@/lib/format/quantity";
import { staleAfterIntervals } from "@/lib/plan/contract";
import { useOverview } from "./on-call-context";

/** Beside the verdict's word: that it is not of this moment, and why. */
export function NotCurrent() {
  const { overview, error } = useOverview();
  const { paused } = useView();
  const now = useNow(overview.generatedAtMs);
  const ageMs = now - overview.generatedAtMs;
  const age = `${formatAge(ageMs)} ago`;
  if (error) return <p className="font-medium text-ink text-xs">As of {age}: no answer since</p>;
  if (paused) return <p className="font-medium text-ink text-xs">Paused, as of {age}</p>;
  if (ageMs > staleAfterIntervals * overview.scrapeIntervalMs) {
    return <p className="font-medium text-ink text-xs">As of {age}</p>;
  }
  return null;
}
