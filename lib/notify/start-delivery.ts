import "server-only";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { deliverDue } from "./deliver-due";
import { deliveryState } from "./delivery-state";
import { retryUnwritten } from "./keep-trying";
import { pingHeartbeat } from "./ping-heartbeat";
import { pruneAlerts } from "./prune-alerts";
import { reportPulse } from "./pulse";

const tickMs = 10_000;
const heartbeatMs = 60_000;
const pruneMs = 24 * 3600_000;

async function tick(): Promise<void> {
  try {
    await retryUnwritten();
    await deliverDue();
    reportPulse("delivery");
  } catch (err) {
    // The next tick tries again; without a pulse the heartbeat stops, and the watcher outside tells.
    logger().error({ err }, "alerts could not be delivered");
  }
}

async function prune(): Promise<void> {
  await pruneAlerts().catch((err: unknown) => logger().warn({ err }, "old alerts could not be removed"));
}

/** Starts delivering alerts and pinging the heartbeat, once per process. What was queued before a restart is sent too. */
export function startDelivery(): void {
  processState("notify.loop", () => {
    deliveryState().wake = () => void tick();
    const timers = [
      setInterval(() => void tick(), tickMs),
      setInterval(() => void pingHeartbeat(), heartbeatMs),
      setInterval(() => void prune(), pruneMs),
    ];
    for (const timer of timers) timer.unref();
    void tick().then(() => pingHeartbeat());
    return timers;
  });
}
