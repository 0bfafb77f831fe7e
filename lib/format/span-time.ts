import { formatDuration } from "./quantity";

/** "24 µs", "3.2 ms", "282 ms", "6.2 s": from microseconds, for spans, where a millisecond is long. */
export function formatSpanTime(microseconds: number): string {
  if (microseconds < 1) return "0";
  if (microseconds < 999.5) return `${Math.round(microseconds)} \u00b5s`;
  if (microseconds < 9950) return `${(microseconds / 1000).toFixed(1)} ms`;
  return formatDuration(microseconds / 1000);
}
