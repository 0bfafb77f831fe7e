import "server-only";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { redactText } from "@/lib/runtime/redact";
import { wakeDelivery } from "./delivery-state";
import { keepTrying } from "./keep-trying";
import { queueResolved } from "./queue-deliveries";

async function write(key: string, text: string, now: Date): Promise<void> {
  // Loops say so every minute; that costs a read, not a write.
  if (!(await db().alert.findUnique({ where: { openKey: key }, select: { id: true } }))) return;
  await writeTransaction(async (tx) => {
    const resolved = { openKey: null, resolvedAt: now, resolvedText: redactText(text).slice(0, 2000) };
    const { count } = await tx.alert.updateMany({ where: { openKey: key }, data: resolved });
    if (count === 0) return;
    const alert = await tx.alert.findFirstOrThrow({ where: { key, resolvedAt: now }, orderBy: { raisedAt: "desc" } });
    await queueResolved(tx, alert.id, now);
  });
}

/**
 * Resolves the alert of `key`; `text` says why it is over. Without an open alert of that key nothing happens. Never
 * throws.
 */
export async function resolveAlert(key: string, text: string, now = new Date()): Promise<void> {
  await keepTrying(key, () => write(key, text, now));
  wakeDelivery();
}
