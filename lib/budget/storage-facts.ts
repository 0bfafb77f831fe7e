import { countOf } from "@/lib/resources/judge-losses";
import type { OwnMetrics } from "@/lib/resources/sample-own-metrics";
import type { SamplePoint } from "@/lib/resources/types";
import type { Budget } from "./budget-types";

const hourSeconds = 3600;
/** Growth below this says more about how badger allocates than about spans. */
const growthMinBytes = 4 * 1024 * 1024;
const spansMin = 1000;

const mean = (points: readonly SamplePoint[]) =>
  points.length === 0 ? null : points.reduce((sum, { average }) => sum + average, 0) / points.length;

/**
 * Bytes that a span takes on disk, from the growth of Jaeger's directory and the spans it took in meanwhile; null when
 * either is too small to tell, or spans expired in between (the directory shrank).
 */
export function bytesPerSpan(disk: readonly SamplePoint[], accepted: readonly SamplePoint[]): number | null {
  const [first] = disk;
  const last = disk.at(-1);
  if (!first || !last) return null;
  const grownBytes = last.average - first.average;
  // The directory's mean over an hour stands for the middle of that hour, so the spans between the two middles made the
  // growth.
  const between = accepted.filter(({ atMs }) => atMs > first.atMs && atMs < last.atMs);
  const ends = accepted.filter(({ atMs }) => atMs === first.atMs || atMs === last.atMs);
  const spans = (countOf(between, hourSeconds) ?? 0) + (countOf(ends, hourSeconds / 2) ?? 0);
  if (spans < spansMin || grownBytes < growthMinBytes) return null;
  return grownBytes / spans;
}

/** The measured figures that the what-if starts from; samples of the last week, one an hour. */
export function storageFacts(input: {
  victoriametrics: OwnMetrics | undefined;
  samplesAccepted: readonly SamplePoint[];
  spansAccepted: readonly SamplePoint[];
  jaegerDisk: readonly SamplePoint[];
  samplingRatio: number;
  nowMs: number;
}): Budget["storage"] {
  const { victoriametrics: own, samplesAccepted, spansAccepted, jaegerDisk, samplingRatio, nowMs } = input;
  const storedSamples = own?.storedSamples ?? null;
  const dataBytes = own?.dataBytes ?? null;
  const firstAtMs = [samplesAccepted, spansAccepted, jaegerDisk].flatMap(([first]) => first?.atMs ?? []);
  return {
    measuredForMs: firstAtMs.length > 0 ? Math.max(0, nowMs - Math.min(...firstAtMs)) : null,
    bytesPerSample: dataBytes !== null && storedSamples ? dataBytes / storedSamples : null,
    samplesPerSecond: mean(samplesAccepted),
    activeSeries: own?.activeSeries || null,
    bytesPerSpan: bytesPerSpan(jaegerDisk, spansAccepted),
    spansPerSecond: mean(spansAccepted),
    samplingRatio,
    storedSamples,
    dataBytes,
  };
}
