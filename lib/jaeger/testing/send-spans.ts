import "server-only";
import { sendRequest } from "@/lib/upstream/send-request";
import type { Span } from "../trace";

const kinds = ["", "internal", "server", "client", "producer", "consumer"];

const attributesOf = (tags: Span["tags"]) =>
  Object.entries(tags).map(([key, value]) => ({
    key,
    value:
      typeof value === "number"
        ? { intValue: String(value) }
        : typeof value === "boolean"
          ? { boolValue: value }
          : { stringValue: value },
  }));

const nanos = (us: number) => `${Math.round(us)}000`;

/** Sends spans to a real Jaeger as the exporter does; `error: true` among the tags becomes the status. */
export async function sendSpans(otlpUrl: string, spans: readonly Span[], resource: Span["tags"] = {}): Promise<void> {
  const wire = spans.map(({ tags: { error, ...tags }, ...span }) => ({
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? "",
    name: span.name,
    kind: Math.max(0, kinds.indexOf(span.kind)),
    startTimeUnixNano: nanos(span.startUs),
    endTimeUnixNano: nanos(span.startUs + span.durationUs),
    attributes: attributesOf(tags),
    events: span.events.map(({ name, timestampUs, attributes }) => ({
      name,
      timeUnixNano: nanos(timestampUs),
      attributes: attributesOf(attributes),
    })),
    links: span.links,
    status: error ? { code: 2, message: String(tags["otel.status_description"] ?? "") } : {},
  }));
  const attributes = attributesOf({ "service.name": spans[0]?.service ?? "", ...resource });
  const scopeSpans = [{ scope: { name: "honeydue-api" }, spans: wire }];
  const answer = await sendRequest({
    source: "jaeger",
    url: otlpUrl,
    timeoutMs: 10_000,
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans }] }),
  });
  if (answer.status !== 200) throw new Error(`OTLP: ${answer.status} ${answer.text}`);
}
