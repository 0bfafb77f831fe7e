import { readFileSync } from "node:fs";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-node";
import { describeExportError } from "./export-errors";

type ExportResult = Parameters<Parameters<SpanExporter["export"]>[1]>[0];
export type ExporterOptions = {
  /** Full URL, ends in /v1/traces. */
  url: string;
  tokenFile: string | undefined;
  /** While it says true, spans are dropped unsent, as by an exporter that broke. */
  isStopped: () => boolean;
  /** Share of the traces that are sent, as by a sampler; all without it. */
  sampledShare?: () => number;
  log: (line: string) => void;
  /** How long one batch may take, retries included. */
  timeoutMs?: number;
};

/** Sends spans as OTLP/HTTP protobuf with the bearer token of a file, and says each kind of failure once. */
export class GateExporter implements SpanExporter {
  readonly #otlp: OTLPTraceExporter;
  readonly #said = new Set<string>();

  constructor(private readonly options: ExporterOptions) {
    const { url, tokenFile, timeoutMs = 5000 } = options;
    // Read for every batch, so that a replaced file takes effect without a restart.
    const headers = async (): Promise<Record<string, string>> =>
      tokenFile ? { Authorization: `Bearer ${readFileSync(tokenFile, "utf8").trim()}` } : {};
    this.#otlp = new OTLPTraceExporter({ url, headers, timeoutMillis: timeoutMs });
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    if (this.options.isStopped()) {
      this.#sayOnce("stopped by a fault, spans are dropped");
      done({ code: 0 });
      return;
    }
    const share = this.options.sampledShare?.() ?? 1;
    // As OpenTelemetry's TraceIdRatioBased: by the end of the id, so that a trace is whole or not there.
    const sent = spans.filter((span) => Number.parseInt(span.spanContext().traceId.slice(-8), 16) < share * 2 ** 32);
    if (sent.length === 0) {
      done({ code: 0 });
      return;
    }
    this.#otlp.export(sent, (result) => {
      this.#report(result);
      // Reported here; the processor would only log it again, headers included.
      done({ code: 0 });
    });
  }

  shutdown(): Promise<void> {
    return this.#otlp.shutdown();
  }

  #report({ code, error }: ExportResult): void {
    if (code === 0) {
      if (this.#said.size > 0) this.options.log("traces: spans are taken again");
      this.#said.clear();
      return;
    }
    this.#sayOnce(describeExportError(error));
  }

  #sayOnce(reason: string): void {
    if (!this.#said.has(reason)) this.options.log(`traces: ${reason}`);
    this.#said.add(reason);
  }
}
