import "server-only";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";

/** Deletes a kept trace; one that is not there is not an error. Throws `AuthorityError` for viewers. */
export async function deleteSnapshot(actor: Actor, traceId: string): Promise<void> {
  assertAdmin(actor);
  await writeTransaction(async (tx) => {
    const { count } = await tx.traceSnapshot.deleteMany({ where: { traceId } });
    if (count === 0) return;
    const subject = { kind: "trace", id: traceId, name: traceId };
    await recordAudit(tx, { actor, action: "trace.forget", subject });
  });
}
