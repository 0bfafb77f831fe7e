import "server-only";
import { type Actor, actorName } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";

type Ending = { outcome: "finalized" | "withdrawn"; evidence: Record<string, unknown> };

/** Ends the open plan with what that rests on, for those who may. Throws `RefusedError` when none is open. */
export async function endPlan(actor: Actor, { outcome, evidence }: Ending, now: Date): Promise<void> {
  await writeTransaction(async (tx) => {
    const end = { open: null, endedAt: now, endedBy: actorName(actor), outcome, evidence: JSON.stringify(evidence) };
    const [plan] = await tx.movePlan.updateManyAndReturn({ where: { open: "open" }, data: end });
    if (!plan) throw new RefusedError("too-late", "No move is planned.");
    const subject = { kind: "move", id: plan.id, name: `Move to ${plan.targetAddress}` };
    const action = outcome === "finalized" ? "move.finalize" : "move.withdraw";
    await recordAudit(tx, { actor, action, subject, after: { outcome, ...evidence } }, now);
  });
}
