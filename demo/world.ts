import type { Faults } from "./faults";
import type { Jobs } from "./jobs";
import type { Metrics } from "./metrics/app";
import type { Random } from "./random";
import type { RolloutStep } from "./rollout";
import type { Context, Span, Tracing } from "./tracing";

/** What everything in the imitated API shares. */
export type World = { metrics: Metrics; tracing: Tracing; faults: Faults; jobs: Jobs; rollout: RolloutStep };

/** What one request or job carries: its own chance, its place in the trace, and what a fault does to it. */
export type Scope = {
  world: World;
  random: Random;
  context: Context;
  /** The span that `context` stands in. */
  span: Span;
  /** Set by `error-spike`: the first query fails with this text. */
  failure?: string;
  /** Set by `slow-route`: the service takes this much longer. */
  delayMs?: number;
};

/** What a handler answers; the body is JSON padded to about `bytes`. */
export type Answer = { status: number; bytes: number };

/** What a handler throws to answer with an error status: `message` is Go's error text, `type` its Go type. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly type = "*echo.HTTPError",
  ) {
    super(message);
  }
}

/** An echo.NewHTTPError as otelecho prints it. */
export function clientError(status: number, message: string): HttpError {
  return new HttpError(status, `code=${status}, message=${message}`);
}

/** A Go panic inside a service: a 500 whose service span has the exception but no error status. */
export class Panic extends Error {}
