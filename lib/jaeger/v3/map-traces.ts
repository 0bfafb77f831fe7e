import { fullTraceId } from "@/lib/format/trace-id";
import { boundTrace } from "../bound-trace";
import type { Span, Tags, TagValue, Trace } from "../trace";
import type { V3Attributes, V3Scope, V3Span, V3Traces } from "./schema";

/** OTLP's numbers for a span's kind, in the words of Jaeger's JSON. */
const kinds = ["", "internal", "server", "client", "producer", "consumer"];
const statusError = 2;

function tagValueOf(value: V3Attributes[number]["value"]): TagValue {
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.intValue !== undefined) {
    const number = Number(value.intValue);
    return Number.isSafeInteger(number) ? number : String(value.intValue);
  }
  // "NaN" and "Infinity" stay text: JSON has no such numbers.
  if (value.doubleValue !== undefined) {
    const number = Number(value.doubleValue);
    return Number.isFinite(number) ? number : String(value.doubleValue);
  }
  return value.bytesValue ?? JSON.stringify(value.arrayValue ?? value.kvlistValue ?? null);
}

const tagsOf = (attributes: V3Attributes): Tags =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, tagValueOf(value)]));

const micros = (nanos: string) => Number(BigInt(nanos) / 1000n);

/** Kind, status and scope as the tags that Jaeger's JSON has for them. */
function derivedTags({ kind, status }: V3Span, scope: V3Scope): Tags {
  const tags: Tags = {};
  if (kinds[kind]) tags["span.kind"] = kinds[kind];
  if (scope.name) tags["otel.scope.name"] = scope.name;
  if (scope.version) tags["otel.scope.version"] = scope.version;
  if (status.code === statusError) {
    tags.error = true;
    tags["otel.status_code"] = "ERROR";
    if (status.message) tags["otel.status_description"] = status.message;
  }
  return tags;
}

function spanOf(wire: V3Span, resource: Tags, scope: V3Scope): Span {
  const { "service.name": service, ...rest } = resource;
  const startUs = micros(wire.startTimeUnixNano);
  const parent = /^0*$/.test(wire.parentSpanId) || wire.parentSpanId === wire.spanId ? null : wire.parentSpanId;
  return {
    traceId: fullTraceId(wire.traceId),
    spanId: wire.spanId,
    parentSpanId: parent,
    service: service === undefined ? "" : String(service),
    name: wire.name,
    kind: kinds[wire.kind] ?? "",
    startUs,
    durationUs: micros(wire.endTimeUnixNano) - startUs,
    tags: { ...tagsOf(wire.attributes), ...derivedTags(wire, scope) },
    resource: rest,
    events: wire.events.map((event) => ({
      name: event.name,
      timestampUs: micros(event.timeUnixNano),
      attributes: tagsOf(event.attributes),
    })),
    links: wire.links.map(({ traceId, spanId }) => ({ traceId: fullTraceId(traceId), spanId })),
    warnings: [],
  };
}

/** Turns an answer of `/api/v3` into traces. It concatenates the spans of all of them, so they are told apart here. */
export function mapV3Traces({ result }: V3Traces): Trace[] {
  const traces = new Map<string, Span[]>();
  for (const { resource, scopeSpans } of result.resourceSpans) {
    const tags = tagsOf(resource.attributes);
    for (const { scope, spans } of scopeSpans) {
      for (const wire of spans) {
        const span = spanOf(wire, tags, scope);
        const known = traces.get(span.traceId);
        if (known) known.push(span);
        else traces.set(span.traceId, [span]);
      }
    }
  }
  return [...traces].map(([traceId, spans]) =>
    boundTrace({ traceId, spans: spans.toSorted((a, b) => a.startUs - b.startUs), warnings: [] }),
  );
}
