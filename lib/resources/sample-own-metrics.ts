import "server-only";
import { env } from "@/lib/runtime/env";
import { fetchUpstream } from "@/lib/upstream/fetch-upstream";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { parseMetricsText, sumOf } from "./parse-metrics-text";

/** What a service reports of itself. Counters count since `startId` began; null means "it does not say". */
export type OwnMetrics = {
  atMs: number;
  startId: string;
  memoryBytes: number | null;
  anonBytes: number | null;
  /** Samples or spans taken in, and those refused or dropped. */
  accepted: number | null;
  refused: number | null;
  /** Samples that came by remote write (VictoriaMetrics only). */
  pushed: number | null;
  /** Bytes and samples stored (VictoriaMetrics only). */
  dataBytes: number | null;
  storedSamples: number | null;
  activeSeries: number | null;
  readOnly: boolean | null;
};

const names = new Set([
  "process_resident_memory_bytes",
  "process_resident_memory_anon_bytes",
  "process_start_time_seconds",
  "vm_rows_inserted_total",
  "vm_rows_ignored_total",
  "vm_data_size_bytes",
  "vm_rows",
  "vm_cache_entries",
  "vm_storage_is_read_only",
  "otelcol_process_memory_rss_bytes",
  "otelcol_process_uptime_seconds_total",
  "otelcol_receiver_accepted_spans_total",
  "otelcol_receiver_refused_spans_total",
  "otelcol_receiver_failed_spans_total",
  "otelcol_exporter_send_failed_spans_total",
]);
const timeoutMs = 3000;
const maxBodyBytes = 4 * 1024 * 1024;

async function read(source: "victoriametrics" | "jaeger", url: string) {
  const { status, text } = await fetchUpstream({ source, url, timeoutMs, maxBodyBytes });
  if (status !== 200) {
    const message = `The metrics page of ${source} answered with status ${status}.`;
    throw new UpstreamError({ source, kind: "bad-status", message, httpStatus: status });
  }
  return parseMetricsText(text, names);
}

/** VictoriaMetrics' own figures from its metrics page. Throws `UpstreamError`. */
export async function sampleVictoriametrics(): Promise<OwnMetrics> {
  const metrics = await read("victoriametrics", `${new URL(env().VICTORIAMETRICS_URL).origin}/metrics`);
  const isData = ({ type = "" }: Record<string, string>) => type.startsWith("storage/");
  const readOnly = sumOf(metrics, "vm_storage_is_read_only");
  return {
    atMs: Date.now(),
    startId: String(sumOf(metrics, "process_start_time_seconds")),
    memoryBytes: sumOf(metrics, "process_resident_memory_bytes"),
    anonBytes: sumOf(metrics, "process_resident_memory_anon_bytes"),
    accepted: sumOf(metrics, "vm_rows_inserted_total"),
    refused: sumOf(metrics, "vm_rows_ignored_total"),
    pushed: sumOf(metrics, "vm_rows_inserted_total", ({ type }) => type === "promremotewrite"),
    dataBytes: sumOf(metrics, "vm_data_size_bytes"),
    storedSamples: sumOf(metrics, "vm_rows", isData),
    activeSeries: sumOf(metrics, "vm_cache_entries", ({ type }) => type === "storage/hour_metric_ids"),
    readOnly: readOnly === null ? null : readOnly > 0,
  };
}

/** Jaeger's own figures; null when OBS_JAEGER_METRICS_URL is not set. Throws `UpstreamError`. */
export async function sampleJaeger(): Promise<OwnMetrics | null> {
  const url = env().OBS_JAEGER_METRICS_URL;
  if (!url) return null;
  const metrics = await read("jaeger", url);
  const atMs = Date.now();
  const upSeconds = sumOf(metrics, "otelcol_process_uptime_seconds_total");
  const refused = ["otelcol_receiver_refused_spans_total", "otelcol_receiver_failed_spans_total"]
    .concat("otelcol_exporter_send_failed_spans_total")
    .map((name) => sumOf(metrics, name))
    .filter((value) => value !== null);
  return {
    atMs,
    // To the minute: the uptime is rounded differently from one answer to the next.
    startId: upSeconds === null ? "unknown" : String(Math.round((atMs / 1000 - upSeconds) / 60)),
    memoryBytes: sumOf(metrics, "otelcol_process_memory_rss_bytes"),
    anonBytes: null,
    accepted: sumOf(metrics, "otelcol_receiver_accepted_spans_total"),
    refused: refused.length === 0 ? null : refused.reduce((sum, value) => sum + value, 0),
    pushed: null,
    dataBytes: null,
    storedSamples: null,
    activeSeries: null,
    readOnly: null,
  };
}
