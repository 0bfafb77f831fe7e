import { joinUrl } from "@/lib/format/join-url";
import { isTraceId } from "@/lib/format/trace-id";
import type { Link } from "./link";

const notSet: Link = { href: null, reason: "JAEGER_PUBLIC_URL is not set, so there is no Jaeger UI to open." };

/** The empty search page of the Jaeger UI. */
export function jaegerLink(base: string | undefined): Link {
  return base ? { href: joinUrl(base, "/search") } : notSet;
}

/** One trace in the Jaeger UI. */
export function jaegerTraceLink(base: string | undefined, traceId: string): Link {
  if (!base) return notSet;
  if (!isTraceId(traceId)) return { href: null, reason: "This is not a trace id." };
  return { href: joinUrl(base, `/trace/${traceId}`) };
}

/** What to search traces by; times in unix milliseconds. */
export type JaegerSearch = {
  service: string;
  operation?: string;
  /** Exact matches, values as text ("500", "true"). */
  tags?: Record<string, string>;
  minDurationMs?: number;
  startMs: number;
  endMs: number;
};

/** A search in the Jaeger UI, in microseconds and with `lookback=custom` so that it keeps the given window. */
export function jaegerSearchLink(base: string | undefined, search: JaegerSearch): Link {
  if (!base) return notSet;
  const form = new URLSearchParams({ service: search.service });
  if (search.operation) form.set("operation", search.operation);
  if (search.tags) form.set("tags", JSON.stringify(search.tags));
  if (search.minDurationMs !== undefined) form.set("minDuration", `${search.minDurationMs}ms`);
  form.set("start", String(Math.round(search.startMs * 1000)));
  form.set("end", String(Math.round(search.endMs * 1000)));
  form.set("limit", "20");
  form.set("lookback", "custom");
  return { href: joinUrl(base, `/search?${form}`) };
}
