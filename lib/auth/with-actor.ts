import "server-only";
import { type Actor, type AuthorityCode, AuthorityError } from "@/lib/actor/actor";
import { apiError, withApiErrors } from "@/lib/web/api-error";
import { isSafeMethod, isSameOrigin } from "@/lib/web/same-origin";
import { requireActor } from "./current-actor";

const statusOf: Record<AuthorityCode, number> = { "not-signed-in": 401, "not-allowed": 403, "step-up-needed": 403 };

/**
 * Wraps a route handler of the JSON API that needs a session: the handler gets the actor; without one the answer is
 * 401, a change asked for by another site's page is 403, and an `AuthorityError` of a use case becomes 403. All other errors as `withApiErrors` maps them.
 */
export function withActor<Rest extends unknown[]>(
  handler: (request: Request, actor: Actor, ...rest: Rest) => Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return withApiErrors<Rest>(async (request, ...rest) => {
    if (!isSafeMethod(request.method) && !isSameOrigin(request.headers)) {
      return apiError(403, "foreign-origin", "This request comes from another site; nothing was changed.");
    }
    try {
      return await handler(request, await requireActor(), ...rest);
    } catch (error) {
      if (error instanceof AuthorityError) return apiError(statusOf[error.code], error.code, error.message);
      throw error;
    }
  });
}
