import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { isAtLeast, type Severity, toSeverity } from "./severity";

/** After a message about a key, the next incident of the same key waits this long: an alert that flaps is sent once. */
const cooldownMs = 15 * 60_000;

type QueuedAlert = { id: string; key: string; severity: string };

/** When each channel was last told of an incident of this key that was at least as grave, within the cooldown. */
async function lastTold(tx: Prisma.TransactionClient, { id, key, severity }: QueuedAlert, now: Date) {
  const since = new Date(now.getTime() - cooldownMs);
  const recent = await tx.alertDelivery.findMany({
    where: { alertId: { not: id }, alert: { key }, event: { not: "resolved" }, createdAt: { gt: since } },
    select: { channelId: true, createdAt: true, state: true, alert: { select: { severity: true } } },
    orderBy: { createdAt: "asc" },
  });
  const told = recent.filter(
    ({ state, alert }) => state !== "dropped" && isAtLeast(toSeverity(alert.severity), toSeverity(severity)),
  );
  return new Map(told.map(({ channelId, createdAt }) => [channelId, createdAt]));
}

/**
 * Queues the message that an alert was raised (after the cooldown of its key) or became worse, for every channel that
 * is on and wants its severity, or for `onlyChannelId`.
 */
export async function queueDeliveries(
  tx: Prisma.TransactionClient,
  alert: QueuedAlert,
  { event, now, onlyChannelId }: { event: "raised" | "worse"; now: Date; onlyChannelId?: string },
): Promise<void> {
  const channels = await tx.notifyChannel.findMany({ where: { enabled: true, id: onlyChannelId } });
  const wanted = channels.filter(({ minSeverity }) => isAtLeast(alert.severity as Severity, toSeverity(minSeverity)));
  const told = event === "raised" ? await lastTold(tx, alert, now) : new Map<string, Date>();
  for (const { id: channelId } of wanted) {
    const last = told.get(channelId);
    const nextAttemptAt = last ? new Date(last.getTime() + cooldownMs) : now;
    await tx.alertDelivery.create({ data: { alertId: alert.id, channelId, event, createdAt: now, nextAttemptAt } });
  }
}

/**
 * Queues the message that an alert is over for every channel that was told of it. A message that still waits is
 * dropped: where none went out, the incident came and went unnoticed and nothing needs taking back.
 */
export async function queueResolved(tx: Prisma.TransactionClient, alertId: string, now: Date): Promise<void> {
  await tx.alertDelivery.updateMany({
    where: { alertId, state: "waiting" },
    data: { state: "dropped", settledAt: now, note: "It was over before this was sent." },
  });
  const deliveries = await tx.alertDelivery.findMany({ where: { alertId, channel: { enabled: true } } });
  const told = deliveries.filter(({ state, attempts }) => state !== "dropped" || attempts > 0);
  for (const channelId of new Set(told.map((delivery) => delivery.channelId)))
    await tx.alertDelivery.create({
      data: { alertId, channelId, event: "resolved", createdAt: now, nextAttemptAt: now },
    });
}
