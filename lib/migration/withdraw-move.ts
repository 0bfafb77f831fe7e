import "server-only";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { endPlan } from "./end-plan";

/** Takes the plan back. Throws `AuthorityError`, and `RefusedError` when none is open. */
export async function withdrawMove(actor: Actor, now = new Date()): Promise<void> {
  assertAdmin(actor);
  await endPlan(actor, { outcome: "withdrawn", evidence: {} }, now);
}
