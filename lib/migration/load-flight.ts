import "server-only";
import { loadSamplesOf, pointsOf } from "@/lib/resources/load-samples";
import { queueFree } from "@/lib/victoriametrics/promql/stack";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import type { FlightFacts } from "./judge/judge-flight";
import { loadTokenUsageRate } from "./load-usage-rate";

const windowMs = 3_600_000;

async function loadQueueRoom(): Promise<number | null> {
  // A dead VictoriaMetrics leaves this one figure unknown and the rest standing.
  const samples = await queryInstant(queueFree).catch(() => []);
  return samples[0]?.value ?? null;
}

/** What a prediction rests on beside the measured run: sizes by allocated blocks, the rates of the last hour. */
export async function loadFlightFacts(
  nowMs: number,
): Promise<Omit<FlightFacts, "measured"> & { sizedAtMs: number | null }> {
  const figures = [
    { subject: "victoriametrics", figure: "diskBytes" },
    { subject: "jaeger", figure: "diskBytes" },
    { subject: "jaeger", figure: "acceptedPerSecond" },
  ] as const;
  const [samples, bytesPerSecond, limitBytes] = await Promise.all([
    loadSamplesOf(figures, { fromMs: nowMs - windowMs, toMs: nowMs }),
    loadTokenUsageRate("metrics:write", nowMs),
    loadQueueRoom(),
  ]);
  const metrics = pointsOf(samples, "victoriametrics", "diskBytes").at(-1);
  const traces = pointsOf(samples, "jaeger", "diskBytes").at(-1);
  const spans = pointsOf(samples, "jaeger", "acceptedPerSecond");
  const spansPerSecond = spans.length > 0 ? spans.reduce((sum, { average }) => sum + average, 0) / spans.length : null;
  return {
    storeBytes: metrics && traces ? metrics.average + traces.average : null,
    sizedAtMs: metrics && traces ? Math.min(metrics.atMs, traces.atMs) : null,
    queue: bytesPerSecond !== null && limitBytes !== null ? { bytesPerSecond, limitBytes } : null,
    spansPerSecond,
  };
}
