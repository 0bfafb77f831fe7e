import "server-only";
import { writeTransaction } from "@/lib/db/write-transaction";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { interruptedText } from "./info";
import { pruneCapsules } from "./prune-capsules";

const dayMs = 24 * 3600_000;

/** Marks what a stopped console left half made, and removes what is too old. Throws as Prisma does. */
export async function tidyCapsules(startedAtMs: number, nowMs = Date.now()): Promise<void> {
  await writeTransaction(async (tx) => {
    await tx.capsule.updateMany({
      where: { state: "building", createdAt: { lt: new Date(startedAtMs) } },
      data: { state: "failed", failure: interruptedText },
    });
    await pruneCapsules(tx, nowMs);
  });
}

/** Keeps the capsules tidy, once per process: now and every day. */
export function startKeepingCapsules(): void {
  processState("capsule.keeping", () => {
    const startedAtMs = Date.now();
    const tidy = () =>
      void tidyCapsules(startedAtMs).catch((err: unknown) =>
        logger().warn({ err }, "old capsules could not be removed"),
      );
    tidy();
    return setInterval(tidy, dayMs).unref();
  });
}
