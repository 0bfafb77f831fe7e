import "server-only";
import { db } from "@/lib/db/client";
import { defaultThresholds, type Thresholds, thresholdsSchema } from "@/lib/plan/thresholds";
import { logger } from "@/lib/runtime/logger";

export const thresholdsKey = "thresholds";

/**
 * The thresholds that a stored row puts in force, else the defaults. A stored value that no longer fits its schema is
 * logged and ignored, since on-call needs a verdict more than an error page.
 */
export function thresholdsOf(row: { value: string } | null): Thresholds {
  if (!row) return defaultThresholds;
  try {
    return thresholdsSchema.parse(JSON.parse(row.value));
  } catch (err) {
    logger().warn({ err, key: thresholdsKey }, "stored thresholds are unusable; the defaults are in force");
    return defaultThresholds;
  }
}

/** The thresholds in force: what the owner saved, else the defaults. Throws when the database is broken. */
export async function loadThresholds(): Promise<Thresholds> {
  return thresholdsOf(await db().setting.findUnique({ where: { key: thresholdsKey } }));
}
