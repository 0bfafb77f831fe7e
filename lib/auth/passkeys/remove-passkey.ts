import "server-only";
import { z } from "zod";
import { type Actor, assertProven, assertUser } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { dropUnusedRecoveryCodes } from "../recovery-codes";

/**
 * Removes one of the actor's own passkeys. Throws `AuthorityError` without a step-up, `RefusedError` when it is gone.
 */
export async function removePasskey(given: Actor, passkeyId: unknown): Promise<void> {
  const actor = assertUser(given);
  assertProven(actor);
  const id = z.string().max(2000).parse(passkeyId);
  await writeTransaction(async (tx) => {
    const where = { id, userId: actor.userId };
    await tx.passkey.updateMany({ where, data: { userId: actor.userId } });
    const passkey = await tx.passkey.findFirst({ where, select: { name: true } });
    if (!passkey) throw new RefusedError("not-found", "This passkey was removed already.");
    await tx.passkey.deleteMany({ where });
    await dropUnusedRecoveryCodes(tx, actor.userId);
    const subject = { kind: "user", id: actor.userId, name: actor.email };
    await recordAudit(tx, { actor, action: "user.remove-passkey", subject, before: { passkey: passkey.name } });
  });
}
