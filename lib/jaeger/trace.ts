export type TagValue = string | number | boolean;
export type Tags = Record<string, TagValue>;

/** What happened inside a span, for example an exception. Time in unix microseconds. */
export type SpanEvent = { name: string; timestampUs: number; attributes: Tags };
/** A span elsewhere that this one belongs with, without being its child (a job and the request that made it). */
export type SpanLink = { traceId: string; spanId: string };

/** One unit of work. Times in unix microseconds. */
export type Span = {
  traceId: string;
  spanId: string;
  /** Null without a parent; the parent may lie outside this trace (see `rootSpan`). */
  parentSpanId: string | null;
  service: string;
  name: string;
  /** "server", "client", "internal", "producer", "consumer", or "" when not said. */
  kind: string;
  startUs: number;
  durationUs: number;
  tags: Tags;
  /** Attributes of the process that made it: host.name, service.version, ... */
  resource: Tags;
  events: SpanEvent[];
  links: SpanLink[];
  /** Jaeger's remarks on the span ("invalid parent span IDs ..."): hints, not errors. */
  warnings: string[];
};

/** A trace as Jaeger gave it; spans are sorted by start. */
export type Trace = { traceId: string; spans: Span[]; warnings: string[] };

/** A tag as text; undefined when it is absent. */
export function tagText(tags: Tags, key: string): string | undefined {
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  return value === undefined ? undefined : String(value);
}
