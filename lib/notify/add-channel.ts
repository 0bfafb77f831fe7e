import "server-only";
import { type Actor, assertAdmin, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { maskedTarget } from "./channel-config";
import { channelInputSchema } from "./channel-input";
import { wakeDelivery } from "./delivery-state";
import { isUniqueViolation } from "./is-unique-violation";
import { queueDeliveries } from "./queue-deliveries";
import { sealConfig } from "./seal-config";

/**
 * Adds a channel and returns its id; the alerts that are open and not acknowledged are sent to it. Throws
 * `AuthorityError`, a zod error that names each wrong field, and `RefusedError` when the name is taken.
 */
export async function addChannel(actor: Actor, input: unknown, now = new Date()): Promise<string> {
  // Wrong fields are reported before a step-up is asked for.
  assertAdmin(actor);
  const { config, ...given } = channelInputSchema.parse(input);
  assertSteppedUp(actor);
  const columns = { ...given, kind: config.kind, target: maskedTarget(config), sealed: sealConfig(config) };
  const id = await writeTransaction(async (tx) => {
    const channel = await tx.notifyChannel.create({ data: columns });
    const open = await tx.alert.findMany({ where: { openKey: { not: null }, acknowledgedAt: null } });
    for (const alert of open) await queueDeliveries(tx, alert, { event: "raised", now, onlyChannelId: channel.id });
    const subject = { kind: "channel", id: channel.id, name: given.name };
    const after = { ...given, kind: config.kind, target: columns.target };
    await recordAudit(tx, { actor, action: "channel.create", subject, after });
    return channel.id;
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw new RefusedError("name-taken", "A channel with this name exists.", { name: "This name is taken." });
  });
  wakeDelivery();
  return id;
}
