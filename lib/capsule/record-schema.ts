import { z } from "zod";
import { eventKinds } from "@/lib/timeline/types";
import { snapshotSchema } from "@/lib/traces/snapshots/body";
import { figure, partOf } from "./part-schema";

export const alert = z.object({
  severity: z.enum(["info", "warn", "bad"]),
  title: z.string(),
  text: z.string(),
  raisedAtMs: z.number(),
  resolvedAtMs: figure,
  acknowledged: z.object({ atMs: z.number(), by: z.string(), reason: z.string() }).nullable(),
});
export const problem = z.object({
  service: z.string(),
  route: z.string(),
  statement: z.string(),
  table: z.string(),
  state: z.enum(["active", "gone"]),
  timesSeen: z.number(),
  queriesPerTrace: figure,
  wastedMs: z.number(),
  lastSeenAtMs: z.number(),
  exemplarTraceId: z.string(),
});
const traceRow = z.object({
  traceId: z.string(),
  service: z.string(),
  route: z.string(),
  startedAtMs: z.number(),
  durationMs: z.number(),
  httpStatus: figure,
  spanCount: z.number(),
  errorText: z.string().nullable(),
});
export const traceList = z.object({
  rows: z.array(traceRow),
  scanned: z.string(),
  complete: z.boolean(),
  samplingNote: z.string().nullable(),
});
export const trace = z.object({
  traceId: z.string(),
  why: z.enum(["failed", "slow"]),
  part: partOf(z.object({ omittedSpans: z.number(), trace: snapshotSchema })),
});
export const auditEntry = z.object({
  seq: z.number(),
  atMs: z.number(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  /** Names of the fields that changed; their values stay in the console. */
  changed: z.array(z.string()),
});
const timelineEvent = z.object({
  id: z.string(),
  kind: z.enum(eventKinds),
  atMs: z.number(),
  title: z.string(),
  detail: z.string().nullable(),
  href: z.string().nullable(),
  url: z.string().nullable().optional(),
  source: z.string(),
});
export const timeline = z.object({
  events: z.array(timelineEvent),
  leftOut: z.number(),
  unknown: z.array(z.object({ source: z.string(), reason: z.string() })),
});
