import "server-only";
import { failureOf } from "./failure";

export { BodyTooLargeError, ParameterError } from "./failure";

/** A JSON answer that no cache keeps. */
export function apiJson(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** The one shape of an error answer: `{error: {code, message}}`. */
export function apiError(status: number, code: string, message: string): Response {
  return apiJson({ error: { code, message } }, status);
}

/**
 * Wraps a route handler: what it throws is answered as `failureOf` says, with `Retry-After` where waiting helps. The
 * cause of an unforeseen error goes to the log, and nowhere else.
 */
export function withApiErrors<Rest extends unknown[]>(
  handler: (request: Request, ...rest: Rest) => Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    try {
      return await handler(request, ...rest);
    } catch (error) {
      const { status, code, message, retryAfterSeconds } = failureOf(error, { path: new URL(request.url).pathname });
      const answer = apiError(status, code, message);
      if (retryAfterSeconds !== undefined) answer.headers.set("retry-after", String(retryAfterSeconds));
      return answer;
    }
  };
}
