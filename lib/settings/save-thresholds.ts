import "server-only";
import { isDatabaseBusy } from "@/lib/db/is-database-busy";
import { DatabaseBusyError, writeTransaction } from "@/lib/db/write-transaction";
import { logger } from "@/lib/http/logger";
import { thresholdsSchema } from "@/lib/plan/thresholds";
import { thresholdsKey } from "./load-thresholds";

export type SaveResult = { ok: true } | { ok: false; errors: Record<string, string> };

/**
 * Saves all thresholds at once. `errors` names each wrong field by its path ("slowP95Ms",
 * "routes.POST /api/documents/.slowP95Ms"; "" is the form as a whole) and nothing is changed then.
 */
export async function saveThresholds(input: unknown, { actor }: { actor: string }): Promise<SaveResult> {
  const parsed = thresholdsSchema.safeParse(input);
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => [issue.path.join("."), issue.message] as const);
    return { ok: false, errors: Object.fromEntries(errors.toReversed()) };
  }
  if (parsed.data.errorRatioBad < parsed.data.errorRatioWarn) {
    return { ok: false, errors: { errorRatioBad: "Must not be below the ratio that warns." } };
  }
  const value = JSON.stringify(parsed.data);
  try {
    await writeTransaction((tx) =>
      tx.setting.upsert({ where: { key: thresholdsKey }, create: { key: thresholdsKey, value }, update: { value } }),
    );
  } catch (error) {
    if (!(error instanceof DatabaseBusyError) && !isDatabaseBusy(error)) throw error;
    return { ok: false, errors: { "": "The database is busy; nothing was changed. Save again in a moment." } };
  }
  logger().info({ actor, setting: thresholdsKey }, "setting changed");
  return { ok: true };
}
