import "server-only";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { evaluateTriggers } from "./evaluate-triggers";

/** Three times a minute: an OOM kill raises an alert within a minute of being in the kernel log. */
const everyMs = 20_000;

/** Starts evaluating the triggers, once per process. Without success for 5 minutes the heartbeat stops. */
export function startEvaluation(): void {
  processState("triggers.loop", () => runEvery({ name: "triggers", everyMs, isVital: true }, () => evaluateTriggers()));
}
