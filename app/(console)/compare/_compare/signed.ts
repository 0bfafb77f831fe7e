import { formatDuration } from "@/lib/format/quantity";

const sign = (value: number) => (value > 0 ? "+" : "\u2212");

/** "+120 ms", "\u22123 ms"; "no change" below a hundredth of a millisecond. */
export function signedDuration(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  if (size < 0.01) return "no change";
  return `${sign(milliseconds)}${size < 1 ? `${Number(size.toPrecision(1))} ms` : formatDuration(size)}`;
}

/** "+1.2 points": a change of a ratio in percentage points. */
export function signedPoints(ratio: number): string {
  const points = Math.abs(ratio * 100);
  if (points < 0.005) return "no change";
  return `${sign(ratio)}${Number(points.toPrecision(2))} points`;
}

/** "12.3 ms", "0.45 ms", "none": a mean time per request. */
export function perRequest(ms: number): string {
  if (ms === 0) return "none";
  return ms < 1 ? `${Number(ms.toPrecision(2))} ms` : `${ms.toFixed(1)} ms`;
}
