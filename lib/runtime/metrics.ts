import "server-only";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { Source, UpstreamErrorKind } from "@/lib/measured";
import { processState } from "./process-state";

export type UpstreamOutcome = "ok" | UpstreamErrorKind;

/**
 * The console's own metrics, one registry per process (served on the internal port, scraped by VictoriaMetrics).
 * Other rooms register theirs in `registry`.
 */
export function consoleMetrics() {
  return processState("http.metrics", () => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const upstreamDuration = new Histogram({
      name: "obs_console_upstream_request_duration_seconds",
      help: "Time of the console's requests to its upstreams, reading the answer included.",
      labelNames: ["source", "outcome"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    });
    const coalesced = new Counter({
      name: "obs_console_coalesced_total",
      help: "Questions of viewers by how they were answered: asked, or shared with another viewer.",
      labelNames: ["outcome"] as const,
      registers: [registry],
    });
    return { registry, upstreamDuration, coalesced };
  });
}

/** Records one request to an upstream; the histogram's `_count` serves as the counter of requests. */
export function countUpstreamRequest(source: Source, outcome: UpstreamOutcome, durationSeconds: number): void {
  consoleMetrics().upstreamDuration.observe({ source, outcome }, durationSeconds);
}
