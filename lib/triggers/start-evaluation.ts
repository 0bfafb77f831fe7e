import "server-only";
import { reportPulse } from "@/lib/notify/pulse";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { evaluateTriggers } from "./evaluate-triggers";

/** Three times a minute: an OOM kill is told within a minute of being in the kernel log. */
const everyMs = 20_000;

async function evaluateOnce(state: { running: boolean }): Promise<void> {
  if (state.running) return;
  state.running = true;
  try {
    if (await evaluateTriggers()) reportPulse("triggers");
  } catch (err) {
    logger().error({ err }, "the triggers could not be evaluated");
  } finally {
    state.running = false;
  }
}

/** Starts evaluating the triggers, once per process. Without success for 5 minutes the heartbeat stops. */
export function startEvaluation(): void {
  processState("triggers.loop", () => {
    const state = { running: false };
    // Known from the start, so that a loop that never succeeds is missed too.
    reportPulse("triggers");
    void evaluateOnce(state);
    return setInterval(() => void evaluateOnce(state), everyMs).unref();
  });
}
