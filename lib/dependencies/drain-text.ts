import { formatDuration } from "@/lib/format/quantity";
import type { DrainForecast } from "./types";

/** When a queue will be drained, in words. */
export function drainText(drain: DrainForecast): string {
  if (drain.kind === "empty") return "empty";
  if (drain.kind === "keeps-pace") return "keeps pace";
  if (drain.kind === "drains") return `in ${formatDuration(drain.etaSeconds * 1000)}`;
  if (drain.kind === "unknown") return "unknown";
  const why = { "nothing-processed": "nothing is worked off", grows: "it grows", steady: "it does not shrink" };
  return `never drains: ${why[drain.reason]}`;
}
