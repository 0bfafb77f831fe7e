import { z } from "zod";
import { checkPlaces } from "./types";

const outcomeSchema = z.object({
  code: z.string(),
  state: z.enum(["ok", "failed", "unknown"]),
  subject: z.string(),
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** What verify.sh writes and the page reads. */
export const verifyReportSchema = z.object({
  version: z.literal(1),
  startedAtMs: z.number(),
  finishedAtMs: z.number(),
  host: z.string(),
  checks: z.array(
    z.object({
      name: z.string(),
      place: z.enum(checkPlaces),
      title: z.string(),
      durationMs: z.number(),
      outcomes: z.array(outcomeSchema),
    }),
  ),
});

export type VerifyReport = z.infer<typeof verifyReportSchema>;
