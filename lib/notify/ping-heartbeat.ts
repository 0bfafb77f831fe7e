import "server-only";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { stoppedLoops } from "@/lib/runtime/pulse";
import { DeliveryError } from "./delivery-error";
import { heartbeatUrl } from "./heartbeat";
import { sendTimeoutMs } from "./send-message";
import { sendWebhook } from "./send-webhook";
import { severities, toSeverity } from "./severity";

export type HeartbeatStatus = { atMs: number; ok: boolean; note: string };

const status = () => processState("notify.heartbeat", () => ({ last: null as HeartbeatStatus | null }));

/** What became of the last ping of this process; null before the first. */
export const lastHeartbeat = () => status().last;

/** "ok", or the gravest severity among the open alerts that nobody has acknowledged. */
async function loadState(): Promise<{ state: string; openAlerts: number }> {
  const open = await db().alert.findMany({
    where: { openKey: { not: null }, acknowledgedAt: null },
    select: { severity: true },
  });
  const known = new Set(open.map(({ severity }) => toSeverity(severity)));
  return { state: severities.findLast((severity) => known.has(severity)) ?? "ok", openAlerts: open.length };
}

async function ping(nowMs: number, timeoutMs: number): Promise<HeartbeatStatus | null> {
  const url = await heartbeatUrl();
  if (!url) return null;
  const stopped = stoppedLoops(nowMs);
  if (stopped.length > 0) return { atMs: nowMs, ok: false, note: `Held back: ${stopped.join(", ")} has stopped.` };
  const body = JSON.stringify({
    source: "honeydue-obs-console",
    at: new Date(nowMs).toISOString(),
    ...(await loadState()),
  });
  await sendWebhook({ url, headers: { "content-type": "application/json" }, body }, timeoutMs);
  return { atMs: nowMs, ok: true, note: "Accepted." };
}

/**
 * Tells the watcher outside this host that the console is alive, and in which state. It is a dead man's switch: silence
 * is the alarm. So nothing is sent when the database cannot be read or a loop that evaluates or delivers has stopped.
 * Never throws.
 */
export async function pingHeartbeat(nowMs = Date.now(), timeoutMs = sendTimeoutMs): Promise<void> {
  try {
    status().last = await ping(nowMs, timeoutMs);
  } catch (err) {
    const known = err instanceof DeliveryError;
    status().last = { atMs: nowMs, ok: false, note: known ? err.message : "Held back: its state cannot be read." };
    logger().warn({ err }, "the heartbeat was not accepted");
  }
}
