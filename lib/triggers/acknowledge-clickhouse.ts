import "server-only";
import { type Actor, actorName, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { reasonSchema } from "@/lib/notify/acknowledge-alert";
import { RefusedError } from "@/lib/web/action-result";
import { tellTriggers } from "./tell-triggers";

/**
 * Ends the ClickHouse trigger and records who did so and why: the kills it fired on no longer count, a new one fires
 * again. It stays in the history with its evidence. Throws `AuthorityError`, a zod error for a missing reason, and
 * `RefusedError` when it does not fire.
 */
export async function acknowledgeClickhouse(actor: Actor, input: { reason: unknown }, now = new Date()): Promise<void> {
  assertAdmin(actor);
  const reason = reasonSchema.parse(input.reason);
  const by = actorName(actor);
  await writeTransaction(async (tx) => {
    const [firing] = await tx.triggerFiring.updateManyAndReturn({
      where: { openTrigger: "clickhouse" },
      data: {
        openTrigger: null,
        clearedAt: now,
        clearedReason: `Acknowledged by ${by}: ${reason}`,
        acknowledgedAt: now,
        acknowledgedBy: by,
        acknowledgeReason: reason,
      },
    });
    if (!firing) throw new RefusedError("too-late", "The trigger no longer fires; there is nothing to acknowledge.");
    const subject = { kind: "trigger", id: firing.id, name: "ClickHouse OOM kill" };
    await recordAudit(tx, { actor, action: "trigger.acknowledge", subject, after: { reason } }, now);
  });
  await tellTriggers(now);
}
