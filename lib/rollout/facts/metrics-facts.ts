import "server-only";
import type { Measured } from "@/lib/measured";
import { type HistogramKey, planHistograms, targetLabels } from "@/lib/plan/histograms";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { listLabels } from "@/lib/victoriametrics/list-labels";
import {
  boundsByProcess,
  lastSeenOfHistograms,
  scrapeAndPushFacts,
  seriesByName,
  valuesByLabel,
} from "@/lib/victoriametrics/promql/rollout";
import { type InstantSample, queryInstant } from "@/lib/victoriametrics/query-instant";

export type HistogramFacts = {
  /** Which of its series exist now; `""` is a series under the bare name, as a gauge has. */
  suffixes: string[];
  /** Its own labels, sorted, without those of the scrape. */
  labels: string[];
  /** Distinct values by label; null when VictoriaMetrics refuses to count so many. */
  values: { label: string; count: number }[] | null;
  /** Finite bounds in seconds of each process, ascending. */
  bounds: { instance: string; boundsSeconds: number[] }[];
  /** Newest sample within a day. */
  seenAtMs: number | null;
  /** Counted within the last hour. */
  hourCount: number | null;
};

type ScrapeFacts = { instance: string; up: boolean; intervalSeconds: number | null; startedAtMs: number | null };

export type MetricsFacts = {
  histograms: Record<HistogramKey, HistogramFacts>;
  scrapes: ScrapeFacts[];
  vmagents: number;
  /** vmagent's own count of its writes within ten minutes; null when it does not push its own metrics. */
  writes: { sent: number; failed: number; pendingBytes: number | null } | null;
  tasksInHour: number | null;
};

const intervals = 20;

/** What is asked of metrics once for all checks. `windowSeconds` is what counts as now: twenty scrapes. */
export function loadMetricsFacts(nowMs = Date.now()): Promise<Measured<MetricsFacts>> {
  const windowSeconds = intervals * env().OBS_SCRAPE_INTERVAL_SECONDS;
  const fresh = { fresh: true };
  return measure(async () => {
    const [names, seen, scrapes] = await Promise.all([
      queryInstant(seriesByName(windowSeconds), fresh),
      queryInstant(lastSeenOfHistograms(), fresh),
      queryInstant(scrapeAndPushFacts(windowSeconds), fresh),
    ]);
    const entries: [HistogramKey, HistogramFacts][] = [];
    for (const { key, metric } of planHistograms) {
      entries.push([key, await loadHistogram(metric, { names, seen, windowSeconds, nowMs })]);
    }
    const histograms = Object.fromEntries(entries) as Record<HistogramKey, HistogramFacts>;
    return { value: { histograms, ...readScrapes(scrapes) }, sampledAtMs: nowMs };
  });
}

type Known = { names: InstantSample[]; seen: InstantSample[]; windowSeconds: number; nowMs: number };

async function loadHistogram(metric: string, { names, seen, windowSeconds, nowMs }: Known): Promise<HistogramFacts> {
  const suffixes = names
    .map(({ labels }) => labels.__name__ ?? "")
    .filter((name) => name === metric || name.startsWith(`${metric}_`))
    .map((name) => name.slice(metric.length));
  const fact = (name: string) =>
    seen.find(({ labels }) => labels.metric === metric && labels.fact === name)?.value ?? null;
  const seenSeconds = fact("seen");
  const rest = { seenAtMs: seenSeconds === null ? null : seenSeconds * 1000, hourCount: fact("hour") };
  if (suffixes.length === 0) return { suffixes, labels: [], values: [], bounds: [], ...rest };
  const series = suffixes.includes("_count") ? `${metric}_count` : `${metric}${suffixes[0]}`;
  const labels = (await listLabels(series, { startMs: nowMs - windowSeconds * 1000, endMs: nowMs }))
    .filter((label) => label !== "__name__" && label !== "le" && !targetLabels.includes(label))
    .toSorted();
  const [values, bounds] = await Promise.all([
    countValues(metric, labels, windowSeconds),
    queryInstant(boundsByProcess(metric, windowSeconds), { fresh: true }),
  ]);
  return { suffixes, labels, values, bounds: readBounds(bounds), ...rest };
}

async function countValues(metric: string, labels: string[], seconds: number): Promise<HistogramFacts["values"]> {
  if (labels.length === 0) return [];
  try {
    const counted = await queryInstant(valuesByLabel(metric, labels, seconds), { fresh: true });
    return counted.map(({ labels: { label = "" }, value }) => ({ label, count: value }));
  } catch (error) {
    if (error instanceof UpstreamError && error.failure.tooHeavy) return null;
    throw error;
  }
}

/** Bounds by process, as numbers: "1" and "1.0" are one bound. */
function readBounds(samples: readonly InstantSample[]): HistogramFacts["bounds"] {
  const byInstance = new Map<string, Set<number>>();
  for (const { labels } of samples) {
    const bound = Number(labels.le);
    const bounds = byInstance.get(labels.instance ?? "") ?? new Set<number>();
    if (labels.le !== undefined && Number.isFinite(bound)) bounds.add(bound);
    byInstance.set(labels.instance ?? "", bounds);
  }
  return [...byInstance].map(([instance, bounds]) => ({
    instance,
    boundsSeconds: [...bounds].toSorted((a, b) => a - b),
  }));
}

function readScrapes(samples: readonly InstantSample[]): Omit<MetricsFacts, "histograms"> {
  const of = (fact: string) => samples.filter(({ labels }) => labels.fact === fact);
  const one = (fact: string) => of(fact)[0]?.value ?? null;
  const at = (fact: string, instance: string | undefined) =>
    of(fact).find(({ labels }) => labels.instance === instance)?.value ?? null;
  const scrapes = of("up").map(({ labels: { instance = "" }, value }) => {
    const started = at("start", instance);
    return {
      instance,
      up: value === 1,
      intervalSeconds: at("interval", instance),
      startedAtMs: started === null ? null : started * 1000,
    };
  });
  const sent = one("sent");
  return {
    scrapes,
    vmagents: one("vmagents") ?? 0,
    writes: sent === null ? null : { sent, failed: one("failed") ?? 0, pendingBytes: one("pending") },
    tasksInHour: one("tasks"),
  };
}
