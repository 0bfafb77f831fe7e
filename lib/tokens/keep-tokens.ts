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

/**
 * Makes the gate refuse what has just expired. A turn and `settleAll` never run at the same time, or one would undo the
 * other.
 */
function createDenyKeeper() {
  const denied = new Set<string>();
  let settledAt = Number.NEGATIVE_INFINITY;
  const settleAll = async () => {
    // After a jump of the clock an expired token may be valid again, so all are judged again.
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
    // What expires is refused even if the rest could not be settled.
    await denyExpired();
    for (const result of settled) if (result.status === "rejected") throw result.reason;
  };
}

/**
 * Starts what keeps tokens correct without anybody asking, once per process: deny files at start, at expiry and after a
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
