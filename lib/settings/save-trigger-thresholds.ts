import "server-only";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { triggerThresholdsSchema } from "@/lib/plan/trigger-thresholds";
import { triggerThresholdsSetting } from "./load-trigger-thresholds";
import { saveSetting } from "./save-setting";

/**
 * Saves the triggers' thresholds; they hold from the next evaluation on, and the past is not judged again. Throws
 * `AuthorityError`, and a zod error that names each wrong field.
 */
export async function saveTriggerThresholds(actor: Actor, input: unknown): Promise<void> {
  assertAdmin(actor);
  await saveSetting(actor, triggerThresholdsSetting, triggerThresholdsSchema.parse(input));
}
