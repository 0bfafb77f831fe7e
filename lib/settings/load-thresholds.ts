import "server-only";
import { defaultThresholds, type Thresholds, thresholdsSchema } from "@/lib/plan/thresholds";
import { loadSetting, type Setting } from "./setting";

export const thresholdsSetting: Setting<Thresholds> = {
  key: "thresholds",
  name: "limits of the verdict",
  schema: thresholdsSchema,
  standard: defaultThresholds,
};

/** The thresholds in force: what the owner saved, else the defaults. Throws when the database is broken. */
export async function loadThresholds(): Promise<Thresholds> {
  return await loadSetting(thresholdsSetting);
}
