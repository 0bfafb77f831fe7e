import "server-only";
import { z } from "zod";
import { loadSetting, type Setting } from "@/lib/settings/setting";

/** What only a person can say: whether the older metrics were retired on purpose, and whether logs are searched enough to hurt. */
export const decisionChoices = {
  "legacy-metrics": ["kept", "retired"],
  "log-search": ["Dozzle is enough", "log search is painful"],
} as const;
export const decisionKeys = ["legacy-metrics", "log-search"] as const;

const decisionSchema = z.object({ choice: z.string(), reason: z.string(), by: z.string(), atMs: z.number() });
export type Decision = z.infer<typeof decisionSchema>;
const decisionsSchema = z.partialRecord(z.enum(decisionKeys), decisionSchema);
export type Decisions = z.infer<typeof decisionsSchema>;

export const decisionsSetting: Setting<Decisions> = {
  key: "rollout.decisions",
  name: "decisions of the rollout",
  schema: decisionsSchema,
  standard: {},
};

/** What was decided so far. Throws when the database is broken. */
export const loadDecisions = (): Promise<Decisions> => loadSetting(decisionsSetting);
