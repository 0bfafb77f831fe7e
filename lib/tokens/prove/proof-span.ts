import "server-only";
import { randomBytes } from "node:crypto";

/** One span as OTLP/HTTP JSON (opentelemetry-proto, ExportTraceServiceRequest), from a service that no list shows. */
export function proofSpan({ traceId, publicId, nowMs }: { traceId: string; publicId: string; nowMs: number }): string {
  const nanoseconds = (ms: number) => `${ms}000000`;
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const span = {
    traceId,
    spanId: randomBytes(8).toString("hex"),
    name: "ingest proof",
    kind: 1,
    startTimeUnixNano: nanoseconds(nowMs - 1),
    endTimeUnixNano: nanoseconds(nowMs),
    attributes: [text("obs.token", publicId)],
  };
  return JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [text("service.name", "honeydue-obs-console")] },
        scopeSpans: [{ scope: { name: "honeydue-obs-console" }, spans: [span] }],
      },
    ],
  });
}
