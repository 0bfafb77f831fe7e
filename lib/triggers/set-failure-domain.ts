import "server-only";
import { z } from "zod";
import { type Actor, actorName, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { reasonSchema } from "@/lib/notify/acknowledge-alert";
import { isUniqueViolation } from "@/lib/notify/is-unique-violation";
import { RefusedError } from "@/lib/web/action-result";
import type { Evidence } from "./evidence";
import { tellTriggers } from "./tell-triggers";

const trigger = "failure-domain";
const dayMs = 24 * 3600_000;
const subjectName = "Separate failure domains";

const inputSchema = z.object({ reason: reasonSchema, date: z.iso.date("A date, such as 2026-03-01.") });

/**
 * Sets the trigger that only the owner can know of: that honeyDue must not share a machine with 88oakapps, since when
 * and why. Throws `AuthorityError`, a zod error that names each wrong field, and `RefusedError` when it is set already.
 */
export async function setFailureDomain(actor: Actor, input: unknown, now = new Date()): Promise<void> {
  assertAdmin(actor);
  const { reason, date } = inputSchema.parse(input);
  const startedAt = new Date(`${date}T00:00:00Z`);
  // A day of slack: the date is the owner's, who may be ahead of UTC.
  if (startedAt.getTime() > now.getTime() + dayMs)
    throw new RefusedError("bad-input", "The date is in the future.", { date: "Not later than today." });
  const setBy = actorName(actor);
  const evidence: Evidence = { samples: [], programs: [], kills: [], rule: "Set by hand.", setBy };
  await writeTransaction(async (tx) => {
    const firing = await tx.triggerFiring.create({
      data: { trigger, openTrigger: trigger, reason, startedAt, firedAt: now, evidence: JSON.stringify(evidence) },
    });
    const subject = { kind: "trigger", id: firing.id, name: subjectName };
    await recordAudit(tx, { actor, action: "trigger.set", subject, after: { reason, date } }, now);
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new RefusedError("too-late", "It is set already; clear it first.");
    throw error;
  });
  await tellTriggers(now);
}

/** Clears the owner's trigger, with a reason. Throws as `setFailureDomain` does. */
export async function clearFailureDomain(actor: Actor, input: { reason: unknown }, now = new Date()): Promise<void> {
  assertAdmin(actor);
  const reason = reasonSchema.parse(input.reason);
  await writeTransaction(async (tx) => {
    const clearedReason = `Cleared by ${actorName(actor)}: ${reason}`;
    const [firing] = await tx.triggerFiring.updateManyAndReturn({
      where: { openTrigger: trigger },
      data: { openTrigger: null, clearedAt: now, clearedReason },
    });
    if (!firing) throw new RefusedError("too-late", "It is not set; there is nothing to clear.");
    const subject = { kind: "trigger", id: firing.id, name: subjectName };
    await recordAudit(tx, { actor, action: "trigger.clear", subject, after: { reason } }, now);
  });
  await tellTriggers(now);
}
