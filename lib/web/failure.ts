import "server-only";
import { randomUUID } from "node:crypto";
import { ZodError } from "zod";
import { AuthorityError } from "@/lib/actor/actor";
import { isDatabaseBusy } from "@/lib/db/is-database-busy";
import { logger } from "@/lib/runtime/logger";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { RefusedError, ThrottledError } from "./action-result";

/** A wrong request parameter; the message names it and the values it takes. */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
}

/** A body that is too large; the message says how large it may be. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

/**
 * Every kind of failure: its HTTP status, and the exit code of a command (1 refused; 75, `EX_TEMPFAIL` of sysexits.h,
 * asks a script to try again later).
 */
const kinds = {
  "not-signed-in": { status: 401, exitCode: 1 },
  "not-allowed": { status: 403, exitCode: 1 },
  "step-up-needed": { status: 403, exitCode: 1 },
  "bad-parameter": { status: 400, exitCode: 1 },
  refused: { status: 409, exitCode: 1 },
  "too-large": { status: 413, exitCode: 1 },
  throttled: { status: 429, exitCode: 75 },
  upstream: { status: 502, exitCode: 75 },
  "database-busy": { status: 503, exitCode: 75 },
  internal: { status: 500, exitCode: 1 },
} as const;

type FailureKind = keyof typeof kinds;

export type Failure = {
  kind: FailureKind;
  status: number;
  exitCode: number;
  /** More specific than the kind where there is more to say ("name-taken"). */
  code: string;
  /** For people: what failed, and what to do. */
  message: string;
  /** Wrong fields by their path. */
  fields?: Record<string, string>;
  retryAfterSeconds?: number;
};

const busyRetrySeconds = 5;
const busyText = "The console's database is busy. Nothing was saved. Try again in a moment.";

function failure(kind: FailureKind, message: string, more: Partial<Failure> = {}): Failure {
  return { kind, ...kinds[kind], code: kind, message, ...more };
}

/**
 * "range: Invalid option: expected one of ...": each wrong field with what it takes; `fields` keeps the first complaint
 * about each.
 */
function wrongFields({ issues }: ZodError): Failure {
  const lines = issues.map((issue) => [issue.path.join("."), issue.message].filter(Boolean).join(": "));
  const entries = issues.map((issue) => [issue.path.join("."), issue.message] as const);
  return failure("bad-parameter", lines.join("; "), { fields: Object.fromEntries(entries.toReversed()) });
}

/** What a thrown error means to the caller; null for an unforeseen one. */
export function foreseenFailure(error: unknown): Failure | null {
  if (error instanceof AuthorityError) return failure(error.code, error.message);
  if (error instanceof RefusedError)
    return failure("refused", error.message, { code: error.code, fields: error.errors });
  if (error instanceof ParameterError) return failure("bad-parameter", error.message);
  if (error instanceof ZodError) return wrongFields(error);
  if (error instanceof BodyTooLargeError) return failure("too-large", error.message);
  if (error instanceof ThrottledError) {
    return failure("throttled", error.message, { retryAfterSeconds: error.retryAfterSeconds });
  }
  if (error instanceof UpstreamError) {
    const { kind, message, retryAfterSeconds } = error.failure;
    return failure("upstream", message, { code: kind, retryAfterSeconds });
  }
  // Reads throw this too. It is known by its code: Next bundles pages and routes separately, each with its own classes.
  if (isDatabaseBusy(error)) return failure("database-busy", busyText, { retryAfterSeconds: busyRetrySeconds });
  return null;
}

/**
 * Like `foreseenFailure`, but an unforeseen error goes to the log with `context`, and the caller gets only a reference
 * to it. Rethrows what Next throws for its own control flow (redirects, not-found).
 */
export function failureOf(error: unknown, context: Record<string, unknown> = {}): Failure {
  const foreseen = foreseenFailure(error);
  if (foreseen) return foreseen;
  if (error instanceof Error && "digest" in error) throw error;
  const reference = randomUUID().slice(0, 8);
  logger().error({ err: error, reference, ...context }, "failed");
  return failure("internal", `Something went wrong here. The log has the reason under reference ${reference}.`);
}
