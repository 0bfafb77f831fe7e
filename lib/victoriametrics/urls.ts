import { joinUrl } from "@/lib/format/join-url";

export type FormRequest = { url: string; method: "GET" | "POST"; body?: string };

/** Above this the form goes into a POST body: proxies in between cut long URLs. */
const maxUrlLength = 2000;

/** One call of the query API under `base`, which may have a path prefix (`/select/0/prometheus`). */
function formRequest(base: string, endpoint: string, form: Record<string, string>): FormRequest {
  const body = new URLSearchParams(form).toString();
  const endpointUrl = joinUrl(base, endpoint);
  const url = `${endpointUrl}?${body}`;
  return url.length <= maxUrlLength ? { url, method: "GET" } : { url: endpointUrl, method: "POST", body };
}

/** Unix seconds with milliseconds, as the query API reads times. */
const seconds = (ms: number) => String(ms / 1000);

/**
 * An instant query. `nocache=1` switches off the 30 s by which VictoriaMetrics otherwise shifts "now" into the past.
 */
export function instantRequest(base: string, query: { promql: string; atMs?: number }): FormRequest {
  const time: Record<string, string> = query.atMs === undefined ? {} : { time: seconds(query.atMs) };
  return formRequest(base, "/api/v1/query", { query: query.promql, ...time, nocache: "1" });
}

export type Grid = { startMs: number; endMs: number; stepSeconds: number };

/** The grid with both ends rounded down to whole steps, so that the same window asks the same question. */
export function alignGrid({ startMs, endMs, stepSeconds }: Grid): Grid {
  const stepMs = stepSeconds * 1000;
  const down = (ms: number) => Math.floor(ms / stepMs) * stepMs;
  return { startMs: down(startMs), endMs: down(endMs), stepSeconds };
}

/** The times of an aligned grid, both ends included, unix ms. Empty when it ends before it starts. */
export function timesOfGrid({ startMs, endMs, stepSeconds }: Grid): number[] {
  const stepMs = stepSeconds * 1000;
  const count = Math.max(0, Math.floor((endMs - startMs) / stepMs) + 1);
  return Array.from({ length: count }, (_, index) => startMs + index * stepMs);
}

/**
 * A range query. Below a step of 60 s the newest 30 s would repeat an older value without `latency_offset`, whose
 * smallest value is 1 ms (VictoriaMetrics 1.150 answers 400 to 0).
 */
export function rangeRequest(base: string, query: { promql: string } & Grid): FormRequest {
  return formRequest(base, "/api/v1/query_range", {
    query: query.promql,
    start: seconds(query.startMs),
    end: seconds(query.endMs),
    step: String(query.stepSeconds),
    latency_offset: "1ms",
  });
}

/** The label names of a selector's series. */
export function labelsRequest(base: string, query: { selector: string; startMs: number; endMs: number }): FormRequest {
  return formRequest(base, "/api/v1/labels", {
    "match[]": query.selector,
    start: seconds(query.startMs),
    end: seconds(query.endMs),
  });
}
