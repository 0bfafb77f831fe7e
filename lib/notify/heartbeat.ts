import "server-only";
import { z } from "zod";
import { type Actor, assertAdmin, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { decryptSecret, encryptSecret } from "@/lib/secrets/encrypt-secret";
import { channelConfigSchema, maskedTarget } from "./channel-config";

const settingKey = "heartbeat";
const purpose = "heartbeat";
const storedSchema = z.object({ target: z.string(), sealed: z.string() });
const subject = { kind: "setting", id: settingKey, name: "Heartbeat" };

async function stored() {
  const row = await db().setting.findUnique({ where: { key: settingKey } });
  return row ? storedSchema.parse(JSON.parse(row.value)) : null;
}

/** Where the heartbeat goes, masked; null when none is set. Throws `AuthorityError` for viewers. */
export async function heartbeatTarget(actor: Actor): Promise<string | null> {
  assertAdmin(actor);
  return (await stored())?.target ?? null;
}

/** The whole URL, for the ping alone; null when none is set. */
export async function heartbeatUrl(): Promise<string | null> {
  const value = await stored();
  return value ? decryptSecret(value.sealed, purpose) : null;
}

/**
 * Sets the URL that is pinged every minute; null turns it off. Throws `AuthorityError`, a zod error when it is not a
 * URL.
 */
export async function saveHeartbeat(actor: Actor, url: string | null): Promise<void> {
  assertAdmin(actor);
  // Checked before a step-up is asked for: nobody should have to type a code for a wrong URL.
  const config = url === null ? null : channelConfigSchema.parse({ kind: "json", url: url.trim() });
  assertSteppedUp(actor);
  if (url === null || config === null) {
    await writeTransaction(async (tx) => {
      const { count } = await tx.setting.deleteMany({ where: { key: settingKey } });
      if (count > 0) await recordAudit(tx, { actor, action: "heartbeat.remove", subject });
    });
    return;
  }
  const target = maskedTarget(config);
  const value = JSON.stringify({ target, sealed: encryptSecret(url.trim(), purpose) });
  await writeTransaction(async (tx) => {
    await tx.setting.upsert({ where: { key: settingKey }, create: { key: settingKey, value }, update: { value } });
    await recordAudit(tx, { actor, action: "heartbeat.set", subject, after: { target } });
  });
}
