import "server-only";
import { db } from "@/lib/db/client";
import {
  defaultTriggerThresholds,
  type TriggerThresholds,
  triggerThresholdsSchema,
} from "@/lib/plan/trigger-thresholds";
import { logger } from "@/lib/runtime/logger";

export const triggerThresholdsKey = "trigger-thresholds";

/** The triggers' thresholds in force: what was saved, else the plan's, as `loadThresholds` does. Throws as Prisma does. */
export async function loadTriggerThresholds(): Promise<TriggerThresholds> {
  const row = await db().setting.findUnique({ where: { key: triggerThresholdsKey } });
  if (!row) return defaultTriggerThresholds;
  try {
    return triggerThresholdsSchema.parse(JSON.parse(row.value));
  } catch (err) {
    logger().warn({ err, key: triggerThresholdsKey }, "stored thresholds are unusable; the plan's are in force");
    return defaultTriggerThresholds;
  }
}
