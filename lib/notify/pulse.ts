import "server-only";
import { processState } from "@/lib/runtime/process-state";

const pulses = () => processState("notify.pulses", () => new Map<string, number>());

/** A loop older than this since its last success counts as stopped. */
const pulseMaxAgeMs = 5 * 60_000;

/** Said by a loop each time that it did its work: the heartbeat goes out only while all loops do. */
export function reportPulse(loop: string, nowMs = Date.now()): void {
  pulses().set(loop, nowMs);
}

/** Names of the loops that have not done their work lately; a loop that never reported is not known here. */
export function stoppedLoops(nowMs = Date.now()): string[] {
  return [...pulses()].filter(([, atMs]) => nowMs - atMs > pulseMaxAgeMs).map(([loop]) => loop);
}
