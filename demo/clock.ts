import type { HrTime } from "@opentelemetry/api";

let originMs = performance.timeOrigin;
let offsetMs = () => 0;

/** Puts the clock that spans are stamped by ahead of the right one, or behind it (below 0). */
export function setClockOffset(of: () => number): void {
  offsetMs = of;
}

/**
 * The time in seconds and nanoseconds, to the microsecond, as Go stamps spans: the SDK's own start times are whole
 * milliseconds, in which queries of one trace would have no order. Follows the wall clock when that is set.
 */
export function nowHrTime(): HrTime {
  const monotonicMs = performance.now();
  const wallMs = Date.now();
  if (Math.abs(wallMs - originMs - monotonicMs) > 20) originMs = wallMs - monotonicMs;
  const epochMs = originMs + monotonicMs + offsetMs();
  const seconds = Math.floor(epochMs / 1000);
  return [seconds, Math.floor((epochMs - seconds * 1000) * 1e6)];
}
