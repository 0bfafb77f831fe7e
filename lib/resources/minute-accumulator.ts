import type { Figure, SamplePoint, Subject } from "./types";

const minuteMs = 60_000;
/** Minutes kept while the database cannot be written; older ones become gaps. */
export const pendingMinutesMax = 60;

type Sums = { min: number; max: number; sum: number; count: number };
type Minute = Map<string, { subject: Subject; figure: Figure; sums: Sums }>;
export type FinishedMinute = { subject: Subject; figure: Figure; points: SamplePoint[] };

/** Gathers samples into minutes. Bounded: what cannot be handed over within an hour is dropped, oldest first. */
export function createMinuteAccumulator() {
  const minutes = new Map<number, Minute>();

  /** Adds one sample; null, undefined and numbers that are not finite are ignored. */
  function add(subject: Subject, figure: Figure, atMs: number, value: number | null | undefined): void {
    if (value === null || value === undefined || !Number.isFinite(value)) return;
    const startMs = Math.floor(atMs / minuteMs) * minuteMs;
    const minute = minutes.get(startMs) ?? new Map();
    minutes.set(startMs, minute);
    const key = `${subject}/${figure}`;
    const { sums } = minute.get(key) ?? { sums: { min: value, max: value, sum: 0, count: 0 } };
    sums.min = Math.min(sums.min, value);
    sums.max = Math.max(sums.max, value);
    sums.sum += value;
    sums.count += 1;
    minute.set(key, { subject, figure, sums });
    for (const oldest of minutes.keys()) if (minutes.size > pendingMinutesMax) minutes.delete(oldest);
  }

  /** Minutes that have ended by `nowMs`, by figure. They stay until `forget`. */
  function finished(nowMs: number): FinishedMinute[] {
    const series = new Map<string, FinishedMinute>();
    for (const [startMs, minute] of minutes) {
      if (startMs + minuteMs > nowMs) continue;
      for (const [key, { subject, figure, sums }] of minute) {
        const one = series.get(key) ?? { subject, figure, points: [] };
        series.set(key, one);
        one.points.push({ atMs: startMs, min: sums.min, max: sums.max, average: sums.sum / sums.count });
      }
    }
    return [...series.values()];
  }

  /** Drops the minutes that had ended by `nowMs`: they are stored. */
  function forget(nowMs: number): void {
    for (const startMs of minutes.keys()) if (startMs + minuteMs <= nowMs) minutes.delete(startMs);
  }

  return { add, finished, forget };
}
