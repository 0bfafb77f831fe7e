import "server-only";
import { type Actor, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";

/** Removes a channel and what waits for it. Throws `AuthorityError`, and `RefusedError` when it is gone already. */
export async function removeChannel(actor: Actor, id: string): Promise<void> {
  assertSteppedUp(actor);
  await writeTransaction(async (tx) => {
    // The write first, which takes the lock; deliveries go with the channel.
    const { count } = await tx.notifyChannel.updateMany({ where: { id }, data: { enabled: false } });
    if (count === 0) throw new RefusedError("not-found", "This channel was removed already.");
    const { name, kind, target } = await tx.notifyChannel.delete({ where: { id } });
    await recordAudit(tx, {
      actor,
      action: "channel.remove",
      subject: { kind: "channel", id, name },
      before: { kind, target },
    });
  });
}
