import "server-only";
import { randomUUID } from "node:crypto";
import { logger } from "@/lib/http/logger";

const noStore = { "cache-control": "no-store" };

/** A wrong request parameter; the message names it and the values it takes. */
export class ParameterError extends Error {
  override readonly name = "ParameterError";
}

/** JSON answer that no cache keeps. */
export function apiJson(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: noStore });
}

/** The one shape of an error: `{error: {code, message}}`. */
export function apiError(status: number, code: string, message: string): Response {
  return apiJson({ error: { code, message } }, status);
}

/**
 * Wraps a route handler: a `ParameterError` becomes 400; anything unforeseen becomes 500 with a reference id under
 * which the cause stands in the log, and nowhere else.
 */
export function withApiErrors(
  handler: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (error instanceof ParameterError) return apiError(400, "bad-parameter", error.message);
      const reference = randomUUID().slice(0, 8);
      logger().error({ err: error, reference, path: new URL(request.url).pathname }, "request failed");
      return apiError(
        500,
        "internal",
        `Something went wrong here. The log has the reason under reference ${reference}.`,
      );
    }
  };
}
