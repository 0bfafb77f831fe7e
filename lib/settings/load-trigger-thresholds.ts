import "server-only";
import {
  defaultTriggerThresholds,
  type TriggerThresholds,
  triggerThresholdsSchema,
} from "@/lib/plan/trigger-thresholds";
import { loadSetting, type Setting } from "./setting";

export const triggerThresholdsSetting: Setting<TriggerThresholds> = {
  key: "trigger-thresholds",
  name: "Thresholds of the triggers",
  schema: triggerThresholdsSchema,
  standard: defaultTriggerThresholds,
};

/** The triggers' thresholds in force: what was saved, else the plan's. Throws as Prisma does. */
export async function loadTriggerThresholds(): Promise<TriggerThresholds> {
  return await loadSetting(triggerThresholdsSetting);
}
