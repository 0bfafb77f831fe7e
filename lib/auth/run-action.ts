import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { ZodError } from "zod";
import { type Actor, AuthorityError } from "@/lib/actor/actor";
import { DatabaseBusyError } from "@/lib/db/write-transaction";
import { logger } from "@/lib/runtime/logger";
import { type ActionResult, RefusedError } from "@/lib/web/action-result";
import { isSameOrigin } from "@/lib/web/same-origin";
import { CodesLockedError } from "./code-lock";
import { requireActor } from "./current-actor";
import { ThrottledError } from "./take-attempt";

/** "name: Required": each wrong field of a zod error by its path, the first complaint of each. */
function fieldErrors(error: ZodError): Record<string, string> {
  const entries = error.issues.map((issue) => [issue.path.join("."), issue.message] as const);
  return Object.fromEntries(entries.toReversed());
}

/**
 * Runs a use case for whoever is signed in and turns what it throws into an answer: refusals, wrong fields and
 * missing authority in words, anything unforeseen as a reference under which the log has the cause.
 */
export async function runAction<T>(work: (actor: Actor) => Promise<T>): Promise<ActionResult<T>> {
  return await answerAction(async () => work(await requireActor()));
}

/** As `runAction` for the few actions that need no session. */
export async function answerAction<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    // Next compares the two itself, but only where a browser sent an Origin.
    if (!isSameOrigin(await headers())) {
      return { ok: false, code: "foreign-origin", message: "This came from another site; nothing was changed." };
    }
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof AuthorityError) return { ok: false, code: error.code, message: error.message };
    if (error instanceof RefusedError) {
      return { ok: false, code: error.code, message: error.message, errors: error.errors };
    }
    if (error instanceof ZodError) {
      return { ok: false, code: "bad-input", message: "Some fields are not usable.", errors: fieldErrors(error) };
    }
    if (error instanceof CodesLockedError) return { ok: false, code: "codes-locked", message: error.message };
    if (error instanceof ThrottledError) return { ok: false, code: "throttled", message: error.message };
    if (error instanceof DatabaseBusyError) return { ok: false, code: "database-busy", message: error.message };
    // What Next throws for its own control flow (redirects) passes through.
    if (error instanceof Error && "digest" in error) throw error;
    const reference = randomUUID().slice(0, 8);
    logger().error({ err: error, reference }, "action failed");
    const message = `Nothing was changed. The log has the reason under reference ${reference}.`;
    return { ok: false, code: "internal", message };
  }
}
