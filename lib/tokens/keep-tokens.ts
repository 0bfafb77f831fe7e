import "server-only";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { endRotations } from "./end-rotations";
import { raiseNotices } from "./notices";
import { settleDenyFile, settleDenyFiles } from "./settle-deny-files";
import { tellExpiry } from "./tell-expiry";
import { tokenIndex } from "./token-index";
import { registerTokenMetrics } from "./token-metrics";

const expiryEveryMs = 1000;
const settleEveryMs = 60_000;
const rotationEveryMs = 15_000;
const noticeEveryMs = 60_000;

/** Refuses at the gate what has just expired. One turn and `settleAll` never run side by side, or one undoes the other. */
function createDenyKeeper() {
  const denied = new Set<string>();
  let settledAt = Number.NEGATIVE_INFINITY;
  const settleAll = async () => {
    // After a jump of the clock what was expired may live again: it is judged anew.
    denied.clear();
    const revived = await settleDenyFiles();
    if (revived.length > 0) logger().warn({ revived }, "tombstones of tokens that this database took for alive");
  };
  const denyExpired = async () => {
    const nowMs = Date.now();
    await tokenIndex().refresh();
    for (const publicId of tokenIndex().expired(nowMs)) {
      if (denied.has(publicId)) continue;
      await settleDenyFile(publicId, nowMs);
      denied.add(publicId);
    }
  };
  return async () => {
    // Measured on a clock that does not jump.
    const isDue = performance.now() - settledAt >= settleEveryMs;
    if (isDue) settledAt = performance.now();
    const settled = isDue ? await Promise.allSettled([settleAll()]) : [];
    // What expires is refused though the rest could not be settled.
    await denyExpired();
    for (const result of settled) if (result.status === "rejected") throw result.reason;
  };
}

/**
 * Starts what keeps tokens true without anyone asking, once per process: deny files at start, at expiry and after a
 * restore, the end of rotations, notices, metrics.
 */
export function startKeepingTokens(): void {
  processState("tokens.keeper", () => {
    registerTokenMetrics();
    runEvery({ name: "token deny files", everyMs: expiryEveryMs }, createDenyKeeper());
    runEvery({ name: "token rotations", everyMs: rotationEveryMs }, () => endRotations());
    runEvery({ name: "token notices", everyMs: noticeEveryMs }, () => raiseNotices());
    runEvery({ name: "token expiry alerts", everyMs: noticeEveryMs }, () => tellExpiry());
    return true;
  });
}
