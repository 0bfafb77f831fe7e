import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";

/** What only a person can say: whether the older metrics were retired on purpose, and whether logs are searched enough to hurt. */
export const decisionChoices = {
  "legacy-metrics": ["kept", "retired"],
  "log-search": ["Dozzle is enough", "log search is painful"],
} as const;
export type DecisionKey = keyof typeof decisionChoices;

const decisionSchema = z.object({ choice: z.string(), reason: z.string(), by: z.string(), atMs: z.number() });
export type Decision = z.infer<typeof decisionSchema>;
export const decisionsSchema = z.partialRecord(z.enum(["legacy-metrics", "log-search"]), decisionSchema);
export type Decisions = z.infer<typeof decisionsSchema>;

export const decisionsKey = "rollout.decisions";

/** The decisions as stored; none where there is no such row or it cannot be read. */
export function decisionsOf(row: { value: string } | null): Decisions {
  if (!row) return {};
  const parsed = decisionsSchema.safeParse(JSON.parse(row.value));
  return parsed.success ? parsed.data : {};
}

/** Throws as Prisma does. */
export const loadDecisions = async (): Promise<Decisions> =>
  decisionsOf(await db().setting.findUnique({ where: { key: decisionsKey } }));
