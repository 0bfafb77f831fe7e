import { fullTraceId } from "@/lib/format/trace-id";
import { boundTrace } from "./bound-trace";
import type { WireSpan, WireTag, WireTrace } from "./schema";
import { type Span, type SpanEvent, type SpanLink, type Tags, type Trace, tagText } from "./trace";

const tagsOf = (tags: WireTag[]): Tags => Object.fromEntries(tags.map(({ key, value }) => [key, value]));

function eventOf(log: WireSpan["logs"][number]): SpanEvent {
  const { event, ...attributes } = tagsOf(log.fields);
  return { name: event === undefined ? "" : String(event), timestampUs: log.timestamp, attributes };
}

/** The parent is the first CHILD_OF inside the trace; every other reference is a link. */
function referencesOf(span: WireSpan): { parentSpanId: string | null; links: SpanLink[] } {
  const isParent = (reference: WireSpan["references"][number]) =>
    reference.refType === "CHILD_OF" &&
    fullTraceId(reference.traceID) === fullTraceId(span.traceID) &&
    reference.spanID !== span.spanID;
  const parent = span.references.find(isParent);
  const links = span.references.filter((reference) => reference !== parent);
  return {
    parentSpanId: parent?.spanID ?? null,
    links: links.map(({ traceID, spanID }) => ({ traceId: fullTraceId(traceID), spanId: spanID })),
  };
}

/** Turns one trace of Jaeger's JSON API into ours, of bounded size, spans sorted by start (Jaeger gives no order). */
export function mapTrace(wire: WireTrace): Trace {
  const processes = new Map(
    Object.entries(wire.processes).map(([id, process]) => [
      id,
      { service: process.serviceName, resource: tagsOf(process.tags) },
    ]),
  );
  const unknown = { service: "", resource: {} };
  const spans = wire.spans.map((span): Span => {
    const tags = tagsOf(span.tags);
    return {
      traceId: fullTraceId(span.traceID),
      spanId: span.spanID,
      name: span.operationName,
      ...referencesOf(span),
      ...(processes.get(span.processID) ?? unknown),
      kind: tagText(tags, "span.kind") ?? "",
      startUs: span.startTime,
      durationUs: span.duration,
      tags,
      events: span.logs.map(eventOf),
      warnings: span.warnings,
    };
  });
  return boundTrace({
    traceId: fullTraceId(wire.traceID),
    spans: spans.toSorted((a, b) => a.startUs - b.startUs),
    warnings: wire.warnings,
  });
}
