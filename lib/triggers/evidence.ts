import { z } from "zod";

const sampleSchema = z.object({ atMs: z.number(), bytes: z.number() });
const killSchema = z.object({
  id: z.number(),
  atMs: z.number(),
  comm: z.string(),
  pid: z.number(),
  anonRssBytes: z.number().nullable(),
  containerName: z.string().nullable(),
  constraint: z.string(),
  lines: z.array(z.string()),
});

/** What a trigger fired on, as it was then: later samples, pruning and other thresholds do not change it. */
export const evidenceSchema = z.object({
  /** Available memory by the minute, from before the dwell to the moment it fired. */
  samples: z.array(sampleSchema).default([]),
  /** Memory of the stack's own programs at that moment: it shows whether the stack itself is the cause. */
  programs: z.array(z.object({ name: z.string(), bytes: z.number() })).default([]),
  kills: z.array(killSchema).default([]),
  /** The thresholds in force then. */
  rule: z.string(),
  /** Who set it, for the trigger that the owner sets. */
  setBy: z.string().nullable().default(null),
});

export type Evidence = z.infer<typeof evidenceSchema>;
export type EvidenceKill = z.infer<typeof killSchema>;
