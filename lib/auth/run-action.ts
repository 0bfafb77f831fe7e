import "server-only";
import { headers } from "next/headers";
import type { Actor } from "@/lib/actor/actor";
import type { ActionResult } from "@/lib/web/action-result";
import { failureOf } from "@/lib/web/failure";
import { foreignOriginText, isSameOrigin } from "@/lib/web/same-origin";
import { requireActor } from "./current-actor";

/**
 * Runs a use case for whoever is signed in and turns what it throws into an answer: refusals, wrong fields and
 * missing authority in words, anything unforeseen as a reference under which the log has the cause.
 */
export async function runAction<T>(work: (actor: Actor) => Promise<T>): Promise<ActionResult<T>> {
  return await answerAction(async () => work(await requireActor()));
}

/** Like `runAction`, for the few actions that need no session. */
export async function answerAction<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    // Next compares Origin and Host itself, but only where a browser sent an Origin.
    if (!isSameOrigin(await headers())) {
      return { ok: false, code: "foreign-origin", message: foreignOriginText() };
    }
    return { ok: true, value: await work() };
  } catch (error) {
    const { kind, code, message, fields } = failureOf(error, { action: true });
    return {
      ok: false,
      code,
      message: kind === "bad-parameter" ? "Some fields are not usable." : message,
      errors: fields,
    };
  }
}
