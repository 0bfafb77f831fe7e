import "server-only";
import { db } from "@/lib/db/client";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { sendCanary } from "./canary";
import { pruneUsage } from "./prune-usage";
import { LogTail } from "./tail-log";

const pollMs = 1000;
const hourMs = 3_600_000;
const retryMs = 5000;

/**
 * Starts the console's side of the gate, once per process: it reads the gate's log, proves that the log arrives with a
 * canary request, and drops records after 30 days.
 */
export function startGate(): void {
  processState("gate.started", () => {
    const tail = new LogTail(env().OBS_GATE_LOG, db());
    runEvery({ name: "gate log", everyMs: pollMs }, async () => ((await tail.poll()) ? "more" : "done"));
    runEvery({ name: "gate canary", everyMs: env().OBS_GATE_CANARY_SECONDS * 1000, retryMs }, sendCanary);
    runEvery({ name: "gate records", everyMs: hourMs, retryMs }, () => pruneUsage());
    return true;
  });
}
