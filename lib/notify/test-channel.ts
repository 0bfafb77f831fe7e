import "server-only";
import { randomUUID } from "node:crypto";
import { type Actor, actorName, assertAdmin } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { env } from "@/lib/runtime/env";
import { RefusedError } from "@/lib/web/action-result";
import { DeliveryError } from "./delivery-error";
import { openConfig } from "./seal-config";
import { sendMessage, sendTimeoutMs } from "./send-message";

/**
 * Sends a test message at once, past the outbox. Throws `AuthorityError`, and `RefusedError` that says why it did not
 * arrive. Success means that the receiver accepted it, not that anybody has read it.
 */
export async function testChannel(actor: Actor, id: string, timeoutMs = sendTimeoutMs): Promise<void> {
  assertAdmin(actor);
  const channel = await db().notifyChannel.findUnique({ where: { id } });
  if (!channel) throw new RefusedError("not-found", "This channel was removed meanwhile.");
  const base = env().NEXTAUTH_URL;
  const messageId = randomUUID();
  const message = {
    event: "test",
    alertId: messageId,
    messageId,
    key: "test",
    severity: "info",
    title: `${channel.name} works`,
    text: `${actorName(actor)} asked for this test. Alerts of the honeyDue console arrive here.`,
    url: base ? `${base}/settings/notifications` : null,
    raisedAtMs: Date.now(),
    resolvedAtMs: null,
  } as const;
  try {
    await sendMessage(openConfig(channel.sealed), message, timeoutMs);
  } catch (error) {
    if (error instanceof DeliveryError) throw new RefusedError("not-delivered", error.message);
    throw error;
  }
}
