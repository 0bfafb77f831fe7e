import { z } from "zod";
import { eventKinds } from "@/lib/timeline/types";
import { snapshotSchema } from "@/lib/traces/snapshots/body";

/**
 * A part of a capsule: what was found and when it was sampled, "asked, and there was nothing", or why it could not be
 * had. Unknown is never left out. Times are unix milliseconds throughout.
 */
const partOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion("state", [
    z.object({ state: z.literal("known"), source: z.string(), atMs: z.number(), value }),
    z.object({ state: z.literal("nothing"), source: z.string(), atMs: z.number() }),
    z.object({ state: z.literal("unknown"), source: z.string(), atMs: z.number(), reason: z.string() }),
  ]);

const health = z.enum(["ok", "warn", "bad", "unknown"]);
const figure = z.number().nullable();
const points = z.array(figure);

const verdict = z.object({
  health,
  word: z.string(),
  text: z.string(),
  clauses: z.array(z.object({ text: z.string(), health })),
  unknowns: z.array(z.string()),
  limits: z.array(z.string()),
  witnesses: z.array(z.object({ name: z.string(), health, word: z.string(), detail: z.string() })),
});
const tile = z.object({
  title: z.string(),
  health,
  figure: z.string().nullable(),
  note: z.string(),
  sampledAtMs: figure,
  stale: z.boolean(),
});
const route = z.object({
  name: z.string(),
  requests: z.number(),
  ratePerSecond: z.number(),
  errors: z.number(),
  errorRatio: z.number(),
  p50Ms: figure,
  p95Ms: figure,
  p99Ms: figure,
  impactShare: figure,
  earlierP95Ms: figure,
  health,
  reasons: z.array(z.string()),
});
const routes = z.object({ rows: z.array(route), leftOut: z.number(), comparison: z.string() });
const lane = z.object({
  title: z.string(),
  health,
  word: z.string(),
  figure: z.string().nullable(),
  reasons: z.array(z.string()),
  sampledAtMs: figure,
});
const lanes = z.object({ lanes: z.array(lane), notReached: z.array(z.string()), windowMs: z.number() });
const chart = z.object({
  unit: z.enum(["requests/s", "ratio", "ms", "count", "bytes"]),
  timesMs: z.array(z.number()),
  lines: z.array(z.object({ name: z.string(), points })),
  promql: z.string(),
});
const charts = z.array(z.object({ title: z.string(), part: partOf(chart) }));

const service = z.object({
  title: z.string(),
  health,
  reasons: z.array(z.string()),
  memoryBytes: figure,
  limitBytes: figure,
  peakBytes: figure,
  sampledAtMs: figure,
  restarts: figure,
  oomKills: z.number(),
});
const budget = z.object({
  text: z.string(),
  health,
  sourceText: z.string(),
  services: z.array(service),
  host: z.array(z.object({ title: z.string(), text: z.string() })),
  hostNotes: z.array(z.object({ text: z.string(), health })),
  losses: z.array(z.object({ title: z.string(), text: z.string(), health })),
});
const triggers = z.object({
  text: z.string(),
  state: z.enum(["stay", "move", "unknown"]),
  each: z.array(
    z.object({ title: z.string(), state: z.enum(["stay", "move", "unknown"]), text: z.string(), sampledAtMs: figure }),
  ),
});
const alert = z.object({
  severity: z.enum(["info", "warn", "bad"]),
  title: z.string(),
  text: z.string(),
  raisedAtMs: z.number(),
  resolvedAtMs: figure,
  acknowledged: z.object({ atMs: z.number(), by: z.string(), reason: z.string() }).nullable(),
});
const problem = z.object({
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
const traceList = z.object({
  rows: z.array(traceRow),
  scanned: z.string(),
  complete: z.boolean(),
  samplingNote: z.string().nullable(),
});
const trace = z.object({
  traceId: z.string(),
  why: z.enum(["failed", "slow"]),
  part: partOf(z.object({ omittedSpans: z.number(), trace: snapshotSchema })),
});
const auditEntry = z.object({
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
const timeline = z.object({
  events: z.array(timelineEvent),
  leftOut: z.number(),
  unknown: z.array(z.object({ source: z.string(), reason: z.string() })),
});

/** What is frozen; it never changes afterwards. */
export const contentSchema = z.object({
  format: z.literal("honeydue-capsule"),
  version: z.literal(1),
  frozenAtMs: z.number(),
  window: z.object({ startMs: z.number(), endMs: z.number() }),
  verdict: partOf(verdict),
  tiles: partOf(z.array(tile)),
  routes: partOf(routes),
  lanes: partOf(lanes),
  charts,
  budget: partOf(budget),
  triggers: partOf(triggers),
  alerts: partOf(z.array(alert)),
  problems: partOf(z.array(problem)),
  failed: partOf(traceList),
  slow: partOf(traceList),
  traces: z.array(trace),
  audit: partOf(z.object({ entries: z.array(auditEntry), leftOut: z.number() })),
  events: partOf(timeline),
});

/** A capsule as it is downloaded: what was frozen, and what people wrote on it. */
export const capsuleSchema = contentSchema.extend({
  id: z.string(),
  title: z.string(),
  note: z.string(),
  createdAtMs: z.number(),
  createdBy: z.string(),
});

export type CapsuleContent = z.infer<typeof contentSchema>;
export type Capsule = z.infer<typeof capsuleSchema>;
export type CapsuleChart = z.infer<typeof chart>;
export type CapsuleTrace = z.infer<typeof trace>;
export type CapsuleTraceRow = z.infer<typeof traceRow>;

export type Part<T> =
  | { state: "known"; source: string; atMs: number; value: T }
  | { state: "nothing"; source: string; atMs: number }
  | { state: "unknown"; source: string; atMs: number; reason: string };
/** The value of a part by its name in the content. */
export type ValueOf<Name extends keyof CapsuleContent> = CapsuleContent[Name] extends Part<infer Value> ? Value : never;
