import { z } from "zod";
import { redactText } from "@/lib/runtime/redact";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** CI's clock may differ a little. */
const aheadMsMax = 5 * minuteMs;
const behindMsMax = 30 * dayMs;

const noSecret = (text: string) => redactText(text) === text;
const secretText = "this looks like a secret; it would be shown to everybody here";
/**
 * One line of ordinary characters: what a person can read, nothing that hides text or changes its direction. The two
 * joiners are needed in Persian and Hindi names and in many emoji.
 */
const line = (length: number) =>
  z
    .string("text is expected")
    .trim()
    .max(length, `at most ${length} characters`)
    .regex(/^(?:[^\p{C}\p{Zl}\p{Zp}]|[\u200c\u200d])*$/u, "one line without control characters")
    .refine(noSecret, secretText);

const moment = z.iso.datetime({
  offset: true,
  error: "a time such as 2026-03-01T03:04:05Z, with its offset or Z",
});

const webAddress = z
  .url({ protocol: /^https?$/, error: "an address that begins with https:// or http://" })
  .max(500, "at most 500 characters")
  .refine(noSecret, secretText);

/** What CI reports of a deploy. `at` is short for `finishedAt`; without any time it is now. */
export const deployInput = z
  .strictObject(
    {
      version: line(100).min(1, "the version that was deployed, such as v1.4.2"),
      commit: z
        .string("text is expected")
        .regex(/^[0-9a-f]{7,64}$/i, "a commit's hash: 7 to 64 hex digits")
        .optional(),
      environment: line(60).optional(),
      url: webAddress.optional(),
      by: line(100).optional(),
      at: moment.optional(),
      startedAt: moment.optional(),
      finishedAt: moment.optional(),
      /** Only checks the request; nothing is stored. */
      dryRun: z.boolean("true or false").optional(),
    },
    {
      error: ({ code }) =>
        code === "unrecognized_keys"
          ? "allowed: version, commit, environment, url, by, at, startedAt, finishedAt, dryRun"
          : "a JSON object is expected",
    },
  )
  .refine(({ at, finishedAt }) => at === undefined || finishedAt === undefined, {
    path: ["at"],
    error: "the same as finishedAt; give one of them",
  })
  .refine(({ at, startedAt, finishedAt }) => isInOrder(startedAt, finishedAt ?? at), {
    path: ["startedAt"],
    error: "later than the end",
  });
export type DeployInput = z.infer<typeof deployInput>;

const isInOrder = (start: string | undefined, end: string | undefined) =>
  start === undefined || end === undefined || Date.parse(start) <= Date.parse(end);

export type DeployTimes = { atMs: number; startedAtMs: number | null; finishedAtMs: number | null };

/** When it took effect (its end, else its start, else now), or what is wrong with the times. */
export function timesOf(input: DeployInput, nowMs: number): DeployTimes | { wrong: string } {
  const read = (text: string | undefined) => (text === undefined ? null : Date.parse(text));
  const [startedAtMs, finishedAtMs] = [read(input.startedAt), read(input.finishedAt ?? input.at)];
  for (const timeMs of [startedAtMs, finishedAtMs]) {
    if (timeMs === null) continue;
    if (timeMs > nowMs + aheadMsMax) return { wrong: "The time is in the future. Check the clock and the offset." };
    if (timeMs < nowMs - behindMsMax)
      return { wrong: "The time is more than 30 days ago; only newer deploys are taken." };
  }
  return { atMs: finishedAtMs ?? startedAtMs ?? nowMs, startedAtMs, finishedAtMs };
}
