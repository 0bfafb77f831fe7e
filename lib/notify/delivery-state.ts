import "server-only";
import { processState } from "@/lib/runtime/process-state";

/** What the delivery loop of this process is doing: channels with a message under way, and how to wake it. */
export const deliveryState = () =>
  processState("notify.delivery", () => ({ busyChannels: new Set<string>(), wake: null as (() => void) | null }));

/** Lets the loop look at the outbox now instead of at its next tick; without a loop the outbox waits. */
export function wakeDelivery(): void {
  deliveryState().wake?.();
}
