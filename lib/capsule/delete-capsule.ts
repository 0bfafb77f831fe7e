import "server-only";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";

/** Deletes a capsule for good; one that is not there is no error. Throws `AuthorityError` for viewers. */
export async function deleteCapsule(actor: Actor, id: string): Promise<void> {
  assertAdmin(actor);
  await writeTransaction(async (tx) => {
    // Begins with a write: the audit chain needs the lock before its head is read.
    await tx.capsule.updateMany({ where: { id }, data: { id } });
    const row = await tx.capsule.findUnique({ where: { id }, select: { title: true, createdBy: true } });
    if (!row) return;
    await tx.capsule.delete({ where: { id }, select: { id: true } });
    const subject = { kind: "capsule", id, name: row.title || id };
    await recordAudit(tx, { actor, action: "capsule.delete", subject, before: { createdBy: row.createdBy } });
  });
}
