import "server-only";
import { Counter } from "prom-client";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { processState } from "@/lib/runtime/process-state";
import type { LogBatch } from "./log-batch";

/** Counters of what the gate's log shows, since this process started. */
function counters() {
  return processState("gate.counters", () => {
    const registers = [consoleMetrics().registry];
    const requests = new Counter({
      name: "obs_ingest_requests_total",
      help: "Requests that the gate let through, by public id of the token and scope.",
      labelNames: ["token", "scope"] as const,
      registers,
    });
    const bytes = new Counter({
      name: "obs_ingest_bytes_total",
      help: "Bytes of the requests that the gate let through, headers included.",
      labelNames: ["token", "scope"] as const,
      registers,
    });
    const refusals = new Counter({
      name: "obs_ingest_refusals_total",
      help: "Requests that the gate refused, by reason.",
      labelNames: ["reason"] as const,
      registers,
    });
    return { requests, bytes, refusals };
  });
}

/** Adds the counts of a stored batch. */
export function countBatch(batch: LogBatch): void {
  const { requests, bytes, refusals } = counters();
  for (const entry of batch.usage) {
    const { token, scope } = entry.sender;
    requests.inc({ token, scope }, entry.requests);
    bytes.inc({ token, scope }, entry.bytes);
  }
  for (const entry of batch.refusals) refusals.inc({ reason: entry.sender.refusal }, entry.count);
}
