import "server-only";
import { writeTransaction } from "@/lib/db/write-transaction";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { interruptedText } from "./info";
import { pruneCapsules } from "./prune-capsules";

const dayMs = 24 * 3600_000;
const retryMs = 60_000;

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
    return runEvery({ name: "capsules", everyMs: dayMs, retryMs }, () => tidyCapsules(startedAtMs));
  });
}
