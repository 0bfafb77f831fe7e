import "server-only";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { lookAtRollout, lookEveryMs } from "./load-rollout";

/** The first look waits for the first scrapes after a start. */
const firstMs = 60_000;

/** Looks at the rollout every five minutes, once per process, so that what is lost is dated whether or not somebody looks. */
export function startRollout(): void {
  processState("rollout.loop", () => runEvery({ name: "rollout", everyMs: lookEveryMs, firstMs }, lookAtRollout));
}
