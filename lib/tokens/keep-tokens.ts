import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { endRotations } from "./end-rotations";
import { raiseNotices } from "./notices";
import { settleDenyFile, settleDenyFiles } from "./settle-deny-files";
import { tellExpiry } from "./tell-expiry";
import { tokenIndex } from "./token-index";
import { registerTokenMetrics } from "./token-metrics";

const expiryPauseMs = 1000;
const settleEveryMs = 60_000;
const rotationEveryMs = 15_000;

/** Work that never stops the console: a failure is logged and the work is done again at its next turn. */
async function attempt(part: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    logger().warn({ err: error, part }, "does not work at the moment; tried again");
  }
}

async function denyExpired(denied: Set<string>): Promise<void> {
  const nowMs = Date.now();
  await tokenIndex().refresh();
  for (const publicId of tokenIndex().expired(nowMs)) {
    if (denied.has(publicId)) continue;
    await settleDenyFile(publicId, nowMs);
    denied.add(publicId);
  }
}

async function keep(): Promise<never> {
  const denied = new Set<string>();
  let settledAt = Number.NEGATIVE_INFINITY;
  let judgedAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    // Measured on a clock that does not jump.
    const now = performance.now();
    if (now - settledAt >= settleEveryMs) {
      settledAt = now;
      // After a jump of the clock what was expired may live again: it is judged anew.
      denied.clear();
      await attempt("token deny files", async () => {
        const revived = await settleDenyFiles();
        if (revived.length > 0) logger().warn({ revived }, "tombstones of tokens that this database took for alive");
      });
      await attempt("token notices", () => raiseNotices());
      await attempt("telling of token expiry", () => tellExpiry());
    }
    if (now - judgedAt >= rotationEveryMs) {
      judgedAt = now;
      await attempt("token rotations", () => endRotations());
    }
    await attempt("token expiry", () => denyExpired(denied));
    await sleep(expiryPauseMs, undefined, { ref: false });
  }
}

/**
 * Starts what keeps tokens true without anyone asking, once per process: deny files at start, at expiry and after a
 * restore, the end of rotations, notices, metrics.
 */
export function startKeepingTokens(): void {
  processState("tokens.keeper", () => {
    registerTokenMetrics();
    void keep();
    return true;
  });
}
