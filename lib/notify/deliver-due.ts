import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { type AlertMessage, messageEvents } from "./alert-message";
import { backoffMs, giveUpAfterMs } from "./backoff";
import { DeliveryError } from "./delivery-error";
import { deliveryState } from "./delivery-state";
import { openConfig } from "./seal-config";
import { sendMessage, sendTimeoutMs } from "./send-message";
import { toSeverity } from "./severity";

type Delivery = Prisma.AlertDeliveryGetPayload<{ include: { alert: true; channel: true } }>;
const eventSchema = z.enum(messageEvents);
type Options = { now?: Date; timeoutMs?: number };

function messageOf({ id, event, alert }: Delivery): AlertMessage {
  const base = env().NEXTAUTH_URL;
  return {
    event: eventSchema.parse(event),
    alertId: alert.id,
    messageId: id,
    key: alert.key,
    severity: toSeverity(alert.severity),
    title: alert.title,
    text: (event === "resolved" ? alert.resolvedText : alert.text) ?? "",
    url: base ? `${base}${alert.href}` : null,
    raisedAtMs: alert.raisedAt.getTime(),
    resolvedAtMs: alert.resolvedAt?.getTime() ?? null,
  };
}

async function noteFailure({ id, channelId, createdAt, attempts }: Delivery, error: unknown, now: Date) {
  const known = error instanceof DeliveryError;
  if (!known) logger().error({ err: error, channelId }, "a message could not be made");
  const note = known ? error.message : "The channel's settings cannot be read. Enter them again.";
  const isOver = !known || error.details.permanent || now.getTime() - createdAt.getTime() >= giveUpAfterMs;
  const nextAttemptAt = new Date(
    now.getTime() + backoffMs(attempts + 1, known ? error.details.retryAfterMs : undefined),
  );
  // Only a row that is still waiting: meanwhile the alert may have been resolved or acknowledged.
  await db().alertDelivery.updateMany({
    where: { id, state: "waiting" },
    data: isOver ? { state: "failed", settledAt: now, note } : { nextAttemptAt, note },
  });
  if (isOver) return true;
  // The channel is in trouble, not this message: those queued behind it keep their place and wait too.
  await db().alertDelivery.updateMany({
    where: { channelId, state: "waiting", nextAttemptAt: { lt: nextAttemptAt } },
    data: { nextAttemptAt },
  });
  return false;
}

/** Sends one message and records the outcome. Returns whether the channel's next message may follow. */
async function deliver(delivery: Delivery, { now = new Date(), timeoutMs = sendTimeoutMs }: Options): Promise<boolean> {
  // Counted before it is sent: whoever resolves the alert meanwhile must know that a receiver may have heard of it.
  const { count } = await db().alertDelivery.updateMany({
    where: { id: delivery.id, state: "waiting" },
    data: { attempts: { increment: 1 } },
  });
  if (count === 0) return true;
  try {
    await sendMessage(openConfig(delivery.channel.sealed), messageOf(delivery), timeoutMs);
  } catch (error) {
    return await noteFailure(delivery, error, now);
  }
  await db().alertDelivery.update({
    where: { id: delivery.id },
    data: { state: "delivered", settledAt: now, note: null },
  });
  return true;
}

async function drainChannel(channelId: string, options: Options): Promise<void> {
  const { busyChannels } = deliveryState();
  if (busyChannels.has(channelId)) return;
  busyChannels.add(channelId);
  try {
    for (;;) {
      const due = await db().alertDelivery.findFirst({
        where: { channelId, state: "waiting", nextAttemptAt: { lte: options.now ?? new Date() } },
        orderBy: [{ createdAt: "asc" }, { event: "asc" }],
        include: { alert: true, channel: true },
      });
      if (!due || !(await deliver(due, options))) return;
    }
  } finally {
    busyChannels.delete(channelId);
  }
}

/**
 * Delivers what is due in the outbox: channels side by side, so that a receiver that hangs delays nobody else, the
 * messages of one channel in their order. A crash while sending repeats a message (same message id), never loses one.
 */
export async function deliverDue(options: Options = {}): Promise<void> {
  const channels = await db().alertDelivery.findMany({
    where: { state: "waiting", nextAttemptAt: { lte: options.now ?? new Date() } },
    distinct: ["channelId"],
    select: { channelId: true },
  });
  await Promise.all(channels.map(({ channelId }) => drainChannel(channelId, options)));
}
