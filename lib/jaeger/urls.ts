import { joinUrl } from "@/lib/format/join-url";
import type { JaegerSearch } from "@/lib/links/jaeger-ui";

/** A search as Jaeger's API takes it. Badger matches its tags per trace, not per span. */
export type TraceQuery = JaegerSearch & { limit: number };

const apiUrl = (base: string, path: string) => joinUrl(base, `/api/${path}`);
const micros = (ms: number) => String(Math.round(ms * 1000));

/** Search for traces: times in microseconds, tags as a JSON map of strings, the duration as Go writes it. */
export function searchUrl(base: string, query: TraceQuery): string {
  const form = new URLSearchParams({ service: query.service });
  if (query.operation) form.set("operation", query.operation);
  if (query.tags && Object.keys(query.tags).length > 0) form.set("tags", JSON.stringify(query.tags));
  if (query.minDurationMs !== undefined) form.set("minDuration", `${micros(query.minDurationMs)}us`);
  form.set("start", micros(query.startMs));
  form.set("end", micros(query.endMs));
  form.set("limit", String(query.limit));
  return `${apiUrl(base, "traces")}?${form}`;
}

export function traceUrl(base: string, traceId: string): string {
  return apiUrl(base, `traces/${encodeURIComponent(traceId)}`);
}

export function servicesUrl(base: string): string {
  return apiUrl(base, "services");
}
