import "server-only";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { triggerThresholdsSchema } from "@/lib/plan/trigger-thresholds";
import { triggerThresholdsKey as key, loadTriggerThresholds } from "./load-trigger-thresholds";

/**
 * Saves the triggers' thresholds; they hold from the next evaluation on, and what happened before is not judged anew.
 * Throws `AuthorityError`, and a zod error that names each wrong field.
 */
export async function saveTriggerThresholds(actor: Actor, input: unknown): Promise<void> {
  assertAdmin(actor);
  const after = triggerThresholdsSchema.parse(input);
  const before = await loadTriggerThresholds();
  const value = JSON.stringify(after);
  await writeTransaction(async (tx) => {
    await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    const subject = { kind: "setting", id: key, name: "Thresholds of the triggers" };
    await recordAudit(tx, { actor, action: "setting.change", subject, before, after });
  });
}
