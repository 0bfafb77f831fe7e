import {
  type Attributes,
  type Context,
  INVALID_SPAN_CONTEXT,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from "@opentelemetry/sdk-trace-node";
import { nowHrTime } from "./clock";

/** The instrumentation scopes of the Go program, with their versions where the library states one. */
const libraries = {
  echo: ["go.opentelemetry.io/contrib/instrumentation/github.com/labstack/echo/otelecho", "0.71.0"],
  gorm: ["github.com/uptrace/opentelemetry-go-extra/otelgorm", undefined],
  manual: ["honeydue-api", undefined],
} as const;
export type Library = keyof typeof libraries;

/** What the Go program's SDK says about its process. */
const resource = {
  "service.name": "honeydue-api",
  "service.version": "1.14.2",
  "deployment.environment.name": "demo",
  "process.runtime.name": "go",
  "process.runtime.version": "go1.26.8",
  "telemetry.sdk.language": "go",
  "telemetry.sdk.name": "opentelemetry",
  "telemetry.sdk.version": "1.47.0",
};

type SpanOptions = { attributes?: Attributes; link?: SpanContext };

/** A span and the context in which its children start; handed on explicitly, since many traces run at once. */
export type Started = { span: Span; context: Context };

export type Tracing = {
  start: (library: Library, name: string, kind: SpanKind, parent: Context, options?: SpanOptions) => Started;
  /** Sends what is left; never rejects. */
  shutdown: () => Promise<void>;
};

/** Spans under the Go program's names, given to `exporter` in batches; without one they go nowhere. */
export function createTracing(
  exporter: SpanExporter | undefined,
  {
    batchDelayMs,
    hostName,
    traces = () => true,
  }: { batchDelayMs: number; hostName: string; traces?: (library: Library) => boolean },
): Tracing {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ ...resource, "host.name": hostName }),
    spanProcessors: exporter
      ? [new BatchSpanProcessor(exporter, { scheduledDelayMillis: batchDelayMs, maxQueueSize: 4096 })]
      : [],
    spanLimits: { attributeValueLengthLimit: 4096 },
  });
  const tracers = {
    echo: provider.getTracer(...libraries.echo),
    gorm: provider.getTracer(...libraries.gorm),
    manual: provider.getTracer(...libraries.manual),
  };
  return {
    start: (library, name, kind, parent, { attributes, link } = {}) => {
      // Not instrumented yet: what is below hangs off the nearest span that is.
      if (!traces(library)) return { span: trace.wrapSpanContext(INVALID_SPAN_CONTEXT), context: parent };
      const links = link && isSpanContextValid(link) ? [{ context: link }] : [];
      const span = tracers[library].startSpan(name, { kind, attributes, links, startTime: nowHrTime() }, parent);
      return { span, context: trace.setSpan(parent, span) };
    },
    shutdown: () => provider.shutdown().catch(() => {}),
  };
}

/** Ends a span on the clock it was started by. */
export function endSpan(span: Span): void {
  span.end(nowHrTime());
}

/** Go's `span.RecordError`: an exception event, never with a stack. It leaves the status alone. */
export function recordError(span: Span, type: string, message: string): void {
  span.addEvent("exception", { "exception.type": type, "exception.message": message }, nowHrTime());
}

/** Marks a span as failed the way Go code does: status, description and exception event. */
export function failSpan(span: Span, type: string, message: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  recordError(span, type, message);
}

/** The parent that a `traceparent` header names, else the root: https://www.w3.org/TR/trace-context/#traceparent-header */
export function parentOf(traceparent: string | undefined): Context {
  const match = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceparent ?? "");
  if (!match?.[1] || !match[2]) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId: match[1],
    spanId: match[2],
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
}

export { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode };
