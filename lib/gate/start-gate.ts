import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { sendCanary } from "./canary";
import { pruneUsage } from "./prune-usage";
import { LogTail } from "./tail-log";

const pollMs = 1000;
const hourMs = 3_600_000;
const retryMs = 5000;

/** Repeats a part of the console for ever. One failure is logged once, until the part works again. */
async function repeat(name: string, everyMs: number, run: () => Promise<boolean | undefined>): Promise<never> {
  let isFailing = false;
  for (;;) {
    let hasMore = false;
    let pauseMs = everyMs;
    try {
      hasMore = (await run()) === true;
      if (isFailing) logger().info({ part: name }, "works again");
      isFailing = false;
    } catch (error) {
      if (!isFailing) logger().warn({ err: error, part: name }, "does not work at the moment; tried again");
      isFailing = true;
      pauseMs = Math.min(everyMs, retryMs);
    }
    if (!hasMore) await sleep(pauseMs, undefined, { ref: false });
  }
}

/**
 * Starts what the console does beside the gate, once per process: it reads the gate's log, proves that log with a
 * canary, and drops records after 30 days.
 */
export function startGate(): void {
  processState("gate.started", () => {
    const tail = new LogTail(env().OBS_GATE_LOG, db());
    void repeat("gate log", pollMs, () => tail.poll());
    void repeat("gate canary", env().OBS_GATE_CANARY_SECONDS * 1000, async () => {
      await sendCanary();
      return false;
    });
    void repeat("gate records", hourMs, async () => {
      await pruneUsage();
      return false;
    });
    return true;
  });
}
