import "server-only";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { redactText } from "@/lib/runtime/redact";
import { wakeDelivery } from "./delivery-state";
import { keepTrying } from "./keep-trying";
import { queueDeliveries } from "./queue-deliveries";
import { isAtLeast, type Severity, toSeverity } from "./severity";

export type AlertInput = {
  /** Names the condition, for example "trigger:memory": one alert per key is open at a time. */
  key: string;
  severity: Severity;
  title: string;
  text: string;
  /** Path on this console that shows the evidence. */
  href: string;
};

const shortened = (text: string, length: number) => redactText(text).slice(0, length);

async function write({ key, severity, href, ...words }: AlertInput, now: Date): Promise<void> {
  const shown = { title: shortened(words.title, 200), text: shortened(words.text, 2000), href };
  // Loops say the same every minute; that costs a read, not a write.
  if (await db().alert.findFirst({ where: { openKey: key, severity, ...shown }, select: { id: true } })) return;
  await writeTransaction(async (tx) => {
    const { count } = await tx.alert.updateMany({ where: { openKey: key }, data: shown });
    if (count === 0) {
      const alert = await tx.alert.create({ data: { key, openKey: key, severity, raisedAt: now, ...shown } });
      await queueDeliveries(tx, alert, { event: "raised", now });
      return;
    }
    const open = await tx.alert.findUniqueOrThrow({ where: { openKey: key } });
    if (isAtLeast(toSeverity(open.severity), severity)) return;
    const worse = await tx.alert.update({ where: { id: open.id }, data: { severity } });
    if (!open.acknowledgedAt) await queueDeliveries(tx, worse, { event: "worse", now });
  });
}

/**
 * Says that something needs attention, to every channel that wants this severity. While the alert is open, raising it
 * again only updates its text; a graver severity is sent once more. It never throws: what the database does not take is
 * kept in memory and tried again. A loop that raises alerts need not wait for it.
 */
export async function raiseAlert(alert: AlertInput, now = new Date()): Promise<void> {
  await keepTrying(alert.key, () => write(alert, now));
  wakeDelivery();
}
