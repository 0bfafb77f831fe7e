import "server-only";
import { type Actor, AuthorityError, mayManage } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { cleanDeep } from "./clean";
import { type EditCapsuleInput, editCapsuleInput } from "./fields";

/** Whether the actor may change what is written on a capsule: who made it, and admins. */
export function mayEdit(actor: Actor, createdById: string | null): boolean {
  return mayManage(actor) || (actor.kind === "user" && actor.userId === createdById);
}

/** Changes title and note; what is frozen stays. Throws `AuthorityError`, `RefusedError` when it is gone, a zod error. */
export async function editCapsule(actor: Actor, id: string, input: EditCapsuleInput): Promise<void> {
  const after = cleanDeep(editCapsuleInput.parse(input));
  await writeTransaction(async (tx) => {
    const { count } = await tx.capsule.updateMany({ where: { id }, data: { id } });
    const row = count === 1 ? await tx.capsule.findUnique({ where: { id }, omit: { body: true } }) : null;
    if (!row) throw new RefusedError("absent", "This capsule has been deleted.");
    if (!mayEdit(actor, row.createdById)) {
      throw new AuthorityError("not-allowed", "Only whoever made a capsule, and admins, can change it.");
    }
    const before = { title: row.title, note: row.note };
    if (before.title === after.title && before.note === after.note) return;
    await tx.capsule.update({ where: { id }, data: after });
    const subject = { kind: "capsule", id, name: after.title };
    await recordAudit(tx, { actor, action: "capsule.edit", subject, before, after });
  });
}
