import { setTimeout as sleep } from "node:timers/promises";
import type { DemoConfig } from "./config";
import type { Faults } from "./faults";
import type { Metrics } from "./metrics";
import type { Random } from "./random";
import { type Context, failSpan, type Span, SpanKind, type Tracing } from "./tracing";

export type World = { config: DemoConfig; metrics: Metrics; tracing: Tracing; faults: Faults; random: Random };

/** What a handler throws to answer with an error status. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

type Query = {
  operation: "query" | "create" | "update" | "delete" | "row" | "raw";
  table: string;
  statement: string;
  rows?: number;
  medianMs?: number;
};

const elapsedSeconds = (startedMs: number) => (performance.now() - startedMs) / 1000;
const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Imitates the API's dependencies: takes the time they take, counts and traces as the plan's libraries do. */
export class Work {
  constructor(private readonly world: World) {}

  /** A manual `service.<Name>` span around `body`; a server error marks it failed, as it does in Go. */
  async service<T>(name: string, parent: Context, body: (context: Context, span: Span) => Promise<T>): Promise<T> {
    const { span, context } = this.world.tracing.start("manual", `service.${name}`, SpanKind.INTERNAL, parent);
    try {
      return await body(context, span);
    } catch (error) {
      if (!(error instanceof HttpError) || error.status >= 500)
        failSpan(span, "*errors.errorString", String((error as Error).message));
      throw error;
    } finally {
      span.end();
    }
  }

  /** One GORM statement. A preload runs inside it and so is counted in both, as GORM's callbacks do. */
  async query(parent: Context, query: Query, preload?: Query): Promise<void> {
    const { tracing, metrics, faults, random } = this.world;
    const startedMs = performance.now();
    const attributes = {
      "db.system": "postgresql",
      "db.statement": query.statement,
      ...(query.table ? { "db.sql.table": query.table } : {}),
      ...(query.operation === "row" ? {} : { "db.rows_affected": query.rows ?? 1 }),
    };
    const { span, context } = tracing.start(
      "gorm",
      `gorm.${capitalised(query.operation)}`,
      SpanKind.CLIENT,
      parent,
      attributes,
    );
    await sleep(random.latencyMs(query.medianMs ?? 3) + (faults.get("slow-db")?.addMs ?? 0));
    if (preload) await this.query(context, preload);
    span.end();
    metrics.gorm.observe({ operation: query.operation, table: query.table }, elapsedSeconds(startedMs));
  }

  /** An upload; a failed one makes the request fail. */
  async putObject(parent: Context, key: string, sizeBytes: number): Promise<void> {
    const { tracing, metrics, faults, random } = this.world;
    const startedMs = performance.now();
    const attributes = { bucket: "honeydue-documents", key, size_bytes: sizeBytes };
    const { span } = tracing.start("manual", "b2.PutObject", SpanKind.CLIENT, parent, attributes);
    await sleep(random.latencyMs(180, 0.6) + (random.chance(0.01) ? random.latencyMs(2500, 0.3) : 0));
    const failed = faults.get("b2-failing") !== undefined;
    const result = failed ? "error" : "success";
    span.setAttribute("result", result);
    const message = "put object: 503 Service Unavailable: b2 is not accepting uploads";
    if (failed) failSpan(span, "minio.ErrorResponse", message);
    span.end();
    metrics.b2.observe({ bucket: "honeydue-documents", result }, elapsedSeconds(startedMs));
    if (failed) throw new HttpError(500, message);
  }

  /** A push by APNs; a rejected device token fails the span and not the request. */
  async sendApns(parent: Context): Promise<void> {
    const { tracing, metrics, faults, random } = this.world;
    const startedMs = performance.now();
    const attributes = {
      device_token_hash: random
        .integer(0, 2 ** 31)
        .toString(16)
        .padStart(8, "0"),
    };
    const { span } = tracing.start("manual", "apns.send", SpanKind.CLIENT, parent, attributes);
    await sleep(random.latencyMs(45));
    const rejected = faults.get("apns-bad-device-token") !== undefined || random.chance(0.01);
    span.setAttributes({ status_code: rejected ? 410 : 200, reason: rejected ? "BadDeviceToken" : "" });
    if (rejected) failSpan(span, "*apns.Error", "apns: 410 BadDeviceToken");
    span.end();
    metrics.apns.observe({ result: rejected ? "error" : "success" }, elapsedSeconds(startedMs));
  }

  /** A push by FCM: a metric and no span, as the plan has it. */
  async sendFcm(): Promise<void> {
    const startedMs = performance.now();
    await sleep(this.world.random.latencyMs(60));
    this.world.metrics.fcm.observe({ result: "success" }, elapsedSeconds(startedMs));
  }
}
