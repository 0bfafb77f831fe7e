import { z } from "zod";

/** The steps of deploy/migrate.sh, in order; a rehearsal has those of `rehearsalSteps`, a way back the last three. */
export const moveSteps = [
  "preflight",
  "prepare",
  "warm-copy",
  "stop",
  "final-copy",
  "checksums",
  "start",
  "verify",
  "forward",
] as const;
export const rehearsalSteps = ["preflight", "prepare", "warm-copy", "final-copy", "checksums", "trial"] as const;
const undoSteps = ["undo-stop", "undo-gate", "undo-start"] as const;
const stepNames = [...moveSteps, "trial", ...undoSteps] as const;
export type StepName = (typeof stepNames)[number];

const msSchema = z.number().int().nonnegative();

const stepSchema = z.object({
  name: z.enum(stepNames),
  state: z.enum(["running", "done", "failed"]),
  startedAtMs: msSchema,
  finishedAtMs: msSchema.nullable(),
  /** How often it was begun: more than once after a run that was broken off. */
  tries: z.number().int().positive(),
  /** Why it failed; empty otherwise. */
  code: z.string(),
  text: z.string(),
});

/** What migrate.sh writes into record.json of a run; times in unix ms, sizes in bytes. */
export const moveRecordSchema = z.object({
  version: z.literal(1),
  id: z.string().regex(/^[0-9TZa-z-]{1,60}$/),
  kind: z.enum(["move", "rehearse"]),
  from: z.string(),
  to: z.string(),
  forwardTo: z.string(),
  startedAtMs: msSchema,
  state: z.enum(["running", "failed", "finished", "rolled-back"]),
  finishedAtMs: msSchema.nullable(),
  facts: z.record(z.string(), z.number()),
  steps: z.array(stepSchema),
});
export type MoveRecord = z.infer<typeof moveRecordSchema>;

/** How long neither box took data, from the old stack's stop until the old gate passed on; null before that. */
export function gapOf({ facts }: MoveRecord): number | null {
  const { stoppedAtMs, forwardedAtMs } = facts;
  return stoppedAtMs !== undefined && forwardedAtMs !== undefined ? forwardedAtMs - stoppedAtMs : null;
}
