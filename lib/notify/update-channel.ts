import "server-only";
import { z } from "zod";
import { type Actor, assertAdmin, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { channelEntrySchema, maskedTarget } from "./channel-config";
import { channelInputSchema } from "./channel-input";
import { addressOf, needsSecret, secretField, secretOf, withoutSecret } from "./channel-secret";
import { wakeDelivery } from "./delivery-state";
import { isUniqueViolation } from "./is-unique-violation";
import { openConfig, sealConfig } from "./seal-config";

/** Fields of `config` that are left out keep what is sealed: a form never gets the secrets back to send them again. */
const inputSchema = channelInputSchema.extend({ id: z.string().min(1), config: z.record(z.string(), z.unknown()) });

/**
 * Changes a channel. Messages that were given up are sent again if their alert is still open; turning the channel off
 * drops what waits. A new address drops the secret of the old one. Throws `AuthorityError`, a zod error that names each
 * wrong field, `RefusedError` (gone, name taken).
 */
export async function updateChannel(actor: Actor, input: unknown, now = new Date()): Promise<void> {
  // Wrong fields are reported before a step-up is asked for.
  assertAdmin(actor);
  const { id, config: changes, ...given } = inputSchema.parse(input);
  assertSteppedUp(actor);
  await writeTransaction(async (tx) => {
    const [channel] = await tx.notifyChannel.updateManyAndReturn({ where: { id }, data: given });
    if (!channel) throw new RefusedError("not-found", "This channel was removed meanwhile.");
    const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const before = openConfig(channel.sealed);
    const merge = (kept: object) =>
      z.object({ config: channelEntrySchema }).parse({ config: { ...kept, ...defined, kind: channel.kind } });
    const asked = merge(before);
    // A secret is only for the address that it was entered for: changing the address must not send it elsewhere.
    const merged = addressOf(asked.config) === addressOf(before) ? asked : merge(withoutSecret(before));
    if (secretOf(before) && !secretOf(merged.config) && needsSecret(merged.config)) {
      const again = "The address is a new one, so the stored secret does not go there. Enter it again.";
      throw new RefusedError("secret-needed", again, { [`config.${secretField(merged.config)}`]: again });
    }
    const target = maskedTarget(merged.config);
    await tx.notifyChannel.update({ where: { id }, data: { target, sealed: sealConfig(merged.config) } });
    if (given.enabled) {
      await tx.alertDelivery.updateMany({
        where: { channelId: id, state: "failed", alert: { openKey: { not: null }, acknowledgedAt: null } },
        data: { state: "waiting", createdAt: now, nextAttemptAt: now, settledAt: null },
      });
    } else {
      await tx.alertDelivery.updateMany({
        where: { channelId: id, state: "waiting" },
        data: { state: "dropped", settledAt: now, note: "The channel was turned off." },
      });
    }
    const subject = { kind: "channel", id, name: given.name };
    await recordAudit(tx, { actor, action: "channel.update", subject, after: { ...given, target } });
  }).catch((error: unknown) => {
    if (!isUniqueViolation(error)) throw error;
    throw new RefusedError("name-taken", "A channel with this name exists.", { name: "This name is taken." });
  });
  wakeDelivery();
}
