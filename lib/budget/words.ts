import { formatBytes } from "@/lib/format/bytes";
import { formatAge } from "@/lib/format/quantity";
import type { MemorySource } from "@/lib/resources/types";
import type { Fit, TimeToFull } from "./time-to-full";

const dayMs = 24 * 3600_000;
/** Beyond this a straight line says nothing. */
const farMs = 365 * dayMs;

/** "40 d", "more than a year": how far off a time is. */
function offText(atMs: number, nowMs: number): string {
  const offMs = atMs - nowMs;
  return offMs > farMs ? "more than a year" : formatAge(Math.max(0, offMs));
}

/** When a directory is full, in a few words. */
export function timeToFullText(result: TimeToFull, nowMs: number): string {
  switch (result.state) {
    case "unknown":
      return "unknown: too few samples";
    case "no-trend":
      return "no trend";
    case "flat":
      return "not growing";
    case "shrinks":
      return "shrinking";
    case "full":
      return "now: the cap is reached";
    case "retention-reached":
      return "flat: retention is reached";
    case "levels-off":
      return `levels off near ${formatBytes(result.atBytes)} in ${offText(result.atMs, nowMs)}`;
    case "grows": {
      const [earliest, latest] = [offText(result.earliestMs, nowMs), offText(result.latestMs, nowMs)];
      return earliest === latest ? `in ${earliest}` : `in ${earliest} to ${latest}`;
    }
  }
}

/** The note beside an estimate from less than a day. */
export function youngText(measuredForMs: number | null): string | null {
  if (measuredForMs === null || measuredForMs >= dayMs) return null;
  return `Young: from ${formatAge(measuredForMs)} of measurements. These estimates can change several fold until a day is measured.`;
}

/** Whether a forecast rests on the last hour alone, which the rhythm of a day can reverse. */
export function isYoungForecast({ state, fits }: TimeToFull): boolean {
  const day = fits.find(({ window }) => window === "1 d");
  return (state === "grows" || state === "levels-off") && day?.kind === "too-few";
}

/** One fit in words: "1 d: +120 MiB a day, full in 40 d". */
export function fitText({ window, kind, bytesPerDay, fullAtMs }: Fit, nowMs: number): string {
  if (kind === "too-few") return `${window}: too few samples`;
  if (kind === "no-trend") return `${window}: no trend`;
  if (kind === "flat" || bytesPerDay === null) return `${window}: flat`;
  const pace = `${bytesPerDay > 0 ? "+" : "-"}${formatBytes(Math.abs(bytesPerDay))} a day`;
  return fullAtMs === null ? `${window}: ${pace}` : `${window}: ${pace}, full in ${offText(fullAtMs, nowMs)}`;
}

/** Where a memory figure comes from, in words. */
export const sourceWords: Record<MemorySource, string> = {
  docker: "Docker",
  process: "self-reported, limit not enforced",
  "own-metric": "its own metric, limit not enforced",
};
