import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import {
  type Attributes,
  type Context,
  DiagLogLevel,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-node";
import type { DemoConfig } from "./config";

/** The instrumentation scopes of the Go program. */
const scopes = {
  echo: ["go.opentelemetry.io/contrib/instrumentation/github.com/labstack/echo/otelecho", "0.71.0"],
  gorm: ["github.com/uptrace/opentelemetry-go-extra/otelgorm", undefined],
  manual: ["honeydue-api", undefined],
} as const;
export type Scope = keyof typeof scopes;

export type Tracing = {
  start: (
    scope: Scope,
    name: string,
    kind: SpanKind,
    parent: Context,
    attributes?: Attributes,
    links?: Span[],
  ) => { span: Span; context: Context };
  shutdown: () => Promise<void>;
};

/** Marks a span as failed the way Go code does: status, description and an exception event without a stack. */
export function failSpan(span: Span, type: string, message: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR, message });
  span.addEvent("exception", { "exception.type": type, "exception.message": message });
}

/** Spans under the Go program's names, sent in batches to the gate with the token of the file; none without a URL. */
export function createTracing(config: DemoConfig, isStopped: () => boolean): Tracing {
  diag.setLogger(quietLogger(), DiagLogLevel.ERROR);
  const resource = resourceFromAttributes({
    "service.name": "honeydue-api",
    "service.version": "demo",
    "deployment.environment.name": "demo",
    "host.name": hostname(),
    "process.runtime.name": "go",
    "process.runtime.version": "go1.26",
    "telemetry.sdk.language": "go",
    "telemetry.sdk.name": "opentelemetry",
    "telemetry.sdk.version": "1.47.0",
  });
  const exporter = config.otlpUrl
    ? new StoppableExporter(createExporter(config.otlpUrl, config.tokenFile), isStopped)
    : undefined;
  const spanProcessors = exporter
    ? [new BatchSpanProcessor(exporter, { scheduledDelayMillis: config.batchDelayMs, maxQueueSize: 4096 })]
    : [];
  const provider = new NodeTracerProvider({
    resource,
    spanProcessors,
    spanLimits: { attributeValueLengthLimit: 4096 },
  });
  const tracers = Object.fromEntries(
    Object.entries(scopes).map(([scope, [name, version]]) => [scope, provider.getTracer(name, version)]),
  ) as Record<Scope, ReturnType<typeof provider.getTracer>>;
  return {
    start: (scope, name, kind, parent, attributes, links = []) => {
      const span = tracers[scope].startSpan(
        name,
        {
          kind,
          attributes,
          root: parent === ROOT_CONTEXT,
          links: links.map((link) => ({ context: link.spanContext() })),
        },
        parent,
      );
      return { span, context: trace.setSpan(parent, span) };
    },
    shutdown: () => provider.shutdown().catch(() => {}),
  };
}

function createExporter(url: string, tokenFile: string | undefined): OTLPTraceExporter {
  // Read for every batch, so that a replaced file takes effect without a restart.
  const headers = async () => ({ Authorization: `Bearer ${tokenFile ? readFileSync(tokenFile, "utf8").trim() : ""}` });
  return new OTLPTraceExporter({ url, headers, timeoutMillis: 5000 });
}

/** Drops what it gets while traces are switched off, as a broken exporter would. */
class StoppableExporter implements SpanExporter {
  constructor(
    private readonly inner: SpanExporter,
    private readonly isStopped: () => boolean,
  ) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter["export"]>[1]): void {
    if (this.isStopped()) done({ code: 0 });
    else this.inner.export(spans, done);
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }
}

/** One line per kind of failure; the SDK's own text holds headers, so only its first words are kept. */
function quietLogger() {
  const seen = new Set<string>();
  const error = (message: string) => {
    const kind = /"message":"([^"]{0,120})/.exec(message)?.[1] ?? "spans could not be sent";
    if (seen.has(kind)) return;
    seen.add(kind);
    console.error(`traces: ${kind}`);
  };
  const nothing = () => {};
  return { error, warn: nothing, info: nothing, debug: nothing, verbose: nothing };
}

export { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode };
