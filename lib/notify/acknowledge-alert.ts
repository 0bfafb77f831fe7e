import "server-only";
import { z } from "zod";
import { type Actor, actorName, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";

export const reasonSchema = z.string().trim().min(3, "Say why, in a few words.").max(500, "At most 500 characters.");

/** At night, on-call acknowledges with one press: the reason is optional. */
const inputSchema = z.object({
  alertId: z.string().min(1).max(50),
  reason: z.string().trim().max(500, "At most 500 characters.").default(""),
});

/**
 * Quiets an open alert and records who did so and why: the only message still sent about it is that it is over. Throws
 * `AuthorityError`, a zod error for a reason that is too long, and `RefusedError` when it is over or somebody was
 * faster.
 */
export async function acknowledgeAlert(actor: Actor, input: unknown, now = new Date()): Promise<void> {
  assertAdmin(actor);
  const { alertId: id, reason } = inputSchema.parse(input);
  await writeTransaction(async (tx) => {
    const { count } = await tx.alert.updateMany({
      where: { id, openKey: { not: null }, acknowledgedAt: null },
      data: { acknowledgedAt: now, acknowledgedBy: actorName(actor), acknowledgeReason: reason },
    });
    const alert = await tx.alert.findUnique({ where: { id } });
    if (!alert) throw new RefusedError("not-found", "There is no such alert any more.");
    if (count === 0) {
      const message = alert.acknowledgedBy
        ? [`${alert.acknowledgedBy} has acknowledged it already`, alert.acknowledgeReason].filter(Boolean).join(": ")
        : "It is over already; there is nothing to quiet.";
      throw new RefusedError("too-late", message);
    }
    await tx.alertDelivery.updateMany({
      where: { alertId: id, state: "waiting" },
      data: { state: "dropped", settledAt: now, note: "It was acknowledged before this was sent." },
    });
    const subject = { kind: "alert", id, name: alert.title };
    await recordAudit(tx, { actor, action: "alert.acknowledge", subject, after: { key: alert.key, reason } }, now);
  });
}
