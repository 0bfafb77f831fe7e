import { joinUrl } from "@/lib/format/join-url";
import type { TraceQuery } from "../urls";

/** How `/api/v3` spells its parameters: camelCase since Jaeger 2.19, snake_case (and no attributes) before. */
export type V3Spelling = "camel" | "snake";

const v3Url = (base: string, path: string) => joinUrl(base, `/api/v3/${path}`);
const isoOf = (ms: number) => new Date(ms).toISOString();

const names = {
  camel: {
    service: "query.serviceName",
    operation: "query.operationName",
    from: "query.startTimeMin",
    to: "query.startTimeMax",
    durationMin: "query.durationMin",
    limit: "query.searchDepth",
  },
  snake: {
    service: "query.service_name",
    operation: "query.operation_name",
    from: "query.start_time_min",
    to: "query.start_time_max",
    durationMin: "query.duration_min",
    limit: "query.num_traces",
  },
} as const;

/** A search by `/api/v3`: RFC 3339 times, durations as Go writes them, attributes (camelCase only) as a JSON map. */
export function v3SearchUrl(base: string, query: TraceQuery, spelling: V3Spelling): string {
  const name = names[spelling];
  const form = new URLSearchParams({ [name.service]: query.service });
  if (query.operation) form.set(name.operation, query.operation);
  form.set(name.from, isoOf(query.startMs));
  form.set(name.to, isoOf(query.endMs));
  if (query.minDurationMs !== undefined) form.set(name.durationMin, `${Math.round(query.minDurationMs * 1000)}us`);
  form.set(name.limit, String(query.limit));
  if (spelling === "camel" && query.tags && Object.keys(query.tags).length > 0) {
    form.set("query.attributes", JSON.stringify(query.tags));
  }
  return `${v3Url(base, "traces")}?${form}`;
}

export function v3TraceUrl(base: string, traceId: string): string {
  return v3Url(base, `traces/${encodeURIComponent(traceId)}`);
}

export function v3ServicesUrl(base: string): string {
  return v3Url(base, "services");
}

/** Names of a service's spans; `service` is spelt alike in all versions. */
export function v3OperationsUrl(base: string, service: string): string {
  return `${v3Url(base, "operations")}?${new URLSearchParams({ service })}`;
}
