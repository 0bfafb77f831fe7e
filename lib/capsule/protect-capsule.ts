import "server-only";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";

/** Keeps a capsule from going by age or for another, or lets it. Throws `AuthorityError` for viewers, `RefusedError`. */
export async function protectCapsule(actor: Actor, id: string, isProtected: boolean): Promise<void> {
  assertAdmin(actor);
  await writeTransaction(async (tx) => {
    const { count } = await tx.capsule.updateMany({ where: { id }, data: { isProtected } });
    if (count === 0) throw new RefusedError("absent", "This capsule has been deleted.");
    const { title } = await tx.capsule.findUniqueOrThrow({ where: { id }, select: { title: true } });
    const action = isProtected ? "capsule.protect" : "capsule.unprotect";
    await recordAudit(tx, { actor, action, subject: { kind: "capsule", id, name: title || id } });
  });
}
