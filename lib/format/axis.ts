/** Steps that people count in, in milliseconds: from a second to a day. */
const timeStepsMs = [1, 5, 15, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * 1000,
);

/** At most `count` round times within the window, for the axis of a chart. `offsetMs` shifts "round" to a local day. */
export function timeTicks(startMs: number, endMs: number, count: number, offsetMs = 0): number[] {
  const span = endMs - startMs;
  const step = timeStepsMs.find((candidate) => span / candidate <= count) ?? 2 * 86_400_000;
  const ticks: number[] = [];
  for (let at = Math.ceil((startMs + offsetMs) / step) * step; at <= endMs + offsetMs; at += step)
    ticks.push(at - offsetMs);
  return ticks;
}

/** Upper end and ticks of an axis from 0 that holds `max`: 1, 2 or 5 times a power of ten per tick. */
export function valueTicks(max: number, count = 4): number[] {
  if (!(max > 0)) return [0, 1];
  const raw = max / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= raw * 0.999) ?? 10) * power;
  const last = Math.ceil((max / step) * 0.999);
  return Array.from({ length: last + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}
