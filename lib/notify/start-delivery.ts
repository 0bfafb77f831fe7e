import "server-only";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { deliverDue } from "./deliver-due";
import { deliveryState } from "./delivery-state";
import { retryUnwritten } from "./keep-trying";
import { pingHeartbeat } from "./ping-heartbeat";
import { pruneAlerts } from "./prune-alerts";

const tickMs = 10_000;
const heartbeatMs = 60_000;
const pruneMs = 24 * 3600_000;
const retryMs = 60_000;

async function deliver(): Promise<void> {
  await retryUnwritten();
  await deliverDue();
}

/**
 * Starts delivering alerts and pinging the heartbeat, once per process. What was queued before a restart is sent too.
 */
export function startDelivery(): void {
  processState("notify.loop", () => {
    // A receiver that hangs holds up only its own channel, so turns may overlap.
    const delivery = runEvery({ name: "delivery", everyMs: tickMs, isVital: true, mayOverlap: true }, deliver);
    deliveryState().wake = delivery.wake;
    runEvery({ name: "heartbeat", everyMs: heartbeatMs }, () => pingHeartbeat());
    runEvery({ name: "old alerts", everyMs: pruneMs, retryMs }, () => pruneAlerts());
    return true;
  });
}
