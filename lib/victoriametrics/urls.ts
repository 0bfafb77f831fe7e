/** One question as a request: the form is sent as POST, so a long query fits. */
export type FormRequest = { url: string; body: string };

/** Path below a base URL, which may have a path prefix of its own. */
function below(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, "")}${path}`;
}

/**
 * Instant query. `nocache=1` is what makes "now" mean now: without it VictoriaMetrics answers with the values of
 * 30 s ago under the present timestamp (-search.latencyOffset).
 */
export function instantRequest(baseUrl: string, promql: string, atMs: number): FormRequest {
  const form = new URLSearchParams({ query: promql, time: (atMs / 1000).toFixed(3), nocache: "1" });
  return { url: below(baseUrl, "/api/v1/query"), body: form.toString() };
}

export type RangeGrid = { startMs: number; endMs: number; stepSeconds: number };

/**
 * Range query. `latency_offset=0` keeps the newest 30 s of a chart from being a copy of older values; `nocache=1`
 * keeps the rollup cache from hiding samples that arrived late.
 */
export function rangeRequest(baseUrl: string, promql: string, grid: RangeGrid): FormRequest {
  const form = new URLSearchParams({
    query: promql,
    start: String(grid.startMs / 1000),
    end: String(grid.endMs / 1000),
    step: `${grid.stepSeconds}s`,
    latency_offset: "0",
    nocache: "1",
  });
  return { url: below(baseUrl, "/api/v1/query_range"), body: form.toString() };
}

/** Moves a window to whole steps of the epoch, so that neighbouring questions share one grid. */
export function alignGrid({ startMs, endMs, stepSeconds }: RangeGrid): RangeGrid {
  const stepMs = stepSeconds * 1000;
  return { startMs: Math.floor(startMs / stepMs) * stepMs, endMs: Math.floor(endMs / stepMs) * stepMs, stepSeconds };
}

/** The moments of a grid in unix milliseconds, oldest first. */
export function gridTimesMs({ startMs, endMs, stepSeconds }: RangeGrid): number[] {
  const count = Math.floor((endMs - startMs) / (stepSeconds * 1000)) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => startMs + index * stepSeconds * 1000);
}

/** Health page of VictoriaMetrics. */
export function healthUrl(baseUrl: string): string {
  return below(baseUrl, "/health");
}
