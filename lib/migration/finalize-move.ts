import "server-only";
import { type Actor, assertSteppedUp } from "@/lib/actor/actor";
import { RefusedError } from "@/lib/web/action-result";
import { endPlan } from "./end-plan";
import type { MeasuredMove } from "./load-plans";
import { gapOf, type MoveRecord } from "./move-record";
import type { Lamp } from "./types";

/**
 * Closes the move for good, with what it rests on: the lamps as they are now and what the script's record measured.
 * Needs a proof that it is the admin. Throws `AuthorityError`, and `RefusedError` unless the old box may be switched off.
 */
export async function finalizeMove(
  actor: Actor,
  { lamps, move }: { lamps: readonly Lamp[]; move: MoveRecord | null },
  now = new Date(),
): Promise<void> {
  assertSteppedUp(actor, now.getTime());
  if (move?.state !== "finished") throw new RefusedError("too-early", "The script has not moved the stack yet.");
  if (lamps.some(({ code, state }) => code === "power-off" && state !== "ok")) {
    throw new RefusedError("too-early", "The old box may not be switched off yet; the lamps say what is missing.");
  }
  const { id, startedAtMs, finishedAtMs, facts } = move;
  const measured: MeasuredMove = {
    recordId: id,
    tookMs: finishedAtMs === null ? null : finishedAtMs - startedAtMs,
    gapMs: gapOf(move),
    totalBytes: facts.totalBytes ?? null,
  };
  await endPlan(actor, { outcome: "finalized", evidence: { ...measured, lamps } }, now);
}
