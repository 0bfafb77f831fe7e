import "server-only";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { type LaneThresholds, thresholdsSchema } from "@/lib/plan/thresholds";
import { RefusedError } from "@/lib/web/action-result";
import { thresholdsSetting } from "./load-thresholds";
import { saveSetting } from "./save-setting";

/**
 * Saves all thresholds at once. Throws `AuthorityError` unless the actor is an admin, a zod error that names each
 * wrong field by its path ("slowP95Ms", "routes.POST /api/documents/.slowP95Ms"), `RefusedError` when the two ratios
 * contradict each other, and `DatabaseBusyError`; nothing is changed then.
 */
export async function saveThresholds(actor: Actor, input: unknown): Promise<void> {
  assertAdmin(actor);
  const after = thresholdsSchema.parse(input);
  if (after.errorRatioBad < after.errorRatioWarn) {
    const errors = { errorRatioBad: "Must not be below the ratio that warns." };
    throw new RefusedError("bad-input", "Some fields are not usable.", errors);
  }
  const crossed = crossedLane(after.lanes);
  if (crossed) {
    const errors = { [`lanes.${crossed}.errorRatioBad`]: "Must not be below the ratio that warns." };
    throw new RefusedError("bad-input", "Some fields are not usable.", errors);
  }
  await saveSetting(actor, thresholdsSetting, after);
}

/** The lane whose bad ratio lies below the one that warns; undefined when all are in order. */
function crossedLane({ b2, push, jobs }: LaneThresholds): string | undefined {
  const lanes = Object.entries({ b2, push, jobs });
  return lanes.find(([, limits]) => limits.errorRatioBad < limits.errorRatioWarn)?.[0];
}
