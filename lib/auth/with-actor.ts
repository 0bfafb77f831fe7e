import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { apiError, withApiErrors } from "@/lib/web/api-error";
import { foreignOriginText, isSafeMethod, isSameOrigin } from "@/lib/web/same-origin";
import { requireActor } from "./current-actor";

/**
 * Wraps a route handler of the JSON API that needs a session: the handler gets the actor; without one the answer is
 * 401, and a change requested by another site's page gets 403. Errors are answered as by `withApiErrors`.
 */
export function withActor<Rest extends unknown[]>(
  handler: (request: Request, actor: Actor, ...rest: Rest) => Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return withApiErrors<Rest>(async (request, ...rest) => {
    if (!isSafeMethod(request.method) && !isSameOrigin(request.headers)) {
      return apiError(403, "foreign-origin", foreignOriginText());
    }
    return await handler(request, await requireActor(), ...rest);
  });
}
