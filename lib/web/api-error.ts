import "server-only";
import { randomUUID } from "node:crypto";
import { ZodError } from "zod";
import { logger } from "@/lib/runtime/logger";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { RefusedError } from "./action-result";

/** A wrong request parameter; the message names it and the values it takes. */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
}

/** A body that is larger than is taken; the message says how large it may be. */
export class BodyTooLargeError extends Error {
  override readonly name = "BodyTooLargeError";
}

/** JSON answer that no cache keeps. */
export function apiJson(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** The one shape of an error: `{error: {code, message}}`. */
export function apiError(status: number, code: string, message: string): Response {
  return apiJson({ error: { code, message } }, status);
}

/** "range: Invalid option: expected one of ...": each wrong parameter with what it takes. */
function parameterText(error: ZodError): string {
  const lines = error.issues.map((issue) => [issue.path.join("."), issue.message].filter(Boolean).join(": "));
  return lines.join("; ");
}

/**
 * Wraps a route handler. A `ParameterError` or a zod error becomes 400, a refusal 409, too large a body 413, a failed
 * upstream 502 with its plain message, anything unforeseen 500 with a reference under which the cause stands in the
 * log, and nowhere else. What Next throws for its own control flow (redirects, not-found) passes through.
 */
export function withApiErrors<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    try {
      return await handler(request, ...rest);
    } catch (error) {
      if (error instanceof ParameterError) return apiError(400, "bad-parameter", error.message);
      if (error instanceof ZodError) return apiError(400, "bad-parameter", parameterText(error));
      if (error instanceof RefusedError) return apiError(409, error.code, error.message);
      if (error instanceof BodyTooLargeError) return apiError(413, "too-large", error.message);
      if (error instanceof UpstreamError) return apiError(502, error.failure.kind, error.failure.message);
      if (error instanceof Error && "digest" in error) throw error;
      const reference = randomUUID().slice(0, 8);
      logger().error({ err: error, reference, path: new URL(request.url).pathname }, "request failed");
      const message = `Something went wrong here. The log has the reason under reference ${reference}.`;
      return apiError(500, "internal", message);
    }
  };
}
