import type { Health } from "@/lib/measured";
import type { OwnMetrics } from "./sample-own-metrics";
import type { SamplePoint } from "./types";

/** Data that arrived in the range and was not kept. `count` is null when nobody counts it. */
export type Loss = { name: string; title: string; count: number | null; health: Health; what: string; toDo: string };

const secondsAMinute = 60;

/** How many there were in the minutes that were sampled; null when none was. Hours hold the mean of their minutes. */
export function countOf(points: readonly SamplePoint[], secondsAPoint = secondsAMinute): number | null {
  if (points.length === 0) return null;
  return Math.round(points.reduce((sum, { average }) => sum + average * secondsAPoint, 0));
}

/** Data that arrived and was not kept, as figures with what to do. What nobody counts is unknown, not zero. */
export function judgeLosses(counts: {
  refusedSpans: number | null;
  ignoredSamples: number | null;
  victoriametrics: OwnMetrics | undefined;
}): Loss[] {
  const { refusedSpans, ignoredSamples, victoriametrics } = counts;
  const healthOf = (count: number | null) => (count === null ? "unknown" : count > 0 ? "bad" : "ok");
  const readOnly = victoriametrics?.readOnly ?? null;
  return [
    {
      name: "refused-spans",
      title: "Spans refused",
      count: refusedSpans,
      health: healthOf(refusedSpans),
      what: "Jaeger's memory limiter answered 503, or storing failed. The exporter tries a batch again for a while, then drops it.",
      toDo: "Lower the sampling ratio, or give Jaeger's container swap beside its 256 MiB.",
    },
    {
      name: "ignored-samples",
      title: "Samples ignored",
      count: ignoredSamples,
      health: healthOf(ignoredSamples),
      what: "VictoriaMetrics dropped them: too many or too long labels, or a time outside of its retention.",
      toDo: "Its log names the reason. Check the pods' clocks and the labels of new metrics.",
    },
    {
      name: "read-only",
      title: "Metrics storage",
      count: null,
      health: readOnly === null ? "unknown" : readOnly ? "bad" : "ok",
      what:
        readOnly === null
          ? "VictoriaMetrics does not say whether it takes writes."
          : readOnly
            ? "VictoriaMetrics is read-only: its disk has less free space than it keeps in reserve. New samples are refused, vmagent queues them."
            : "VictoriaMetrics takes writes.",
      toDo: readOnly ? "Free disk space on the data mount; it takes writes again by itself." : "",
    },
  ];
}
