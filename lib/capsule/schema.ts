import { z } from "zod";
import { partOf } from "./part-schema";
import { alert, auditEntry, problem, timeline, trace, traceList } from "./record-schema";
import { budget, type chart, charts, lanes, routes, tile, triggers, verdict } from "./state-schema";

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

export type Part<T> =
  | { state: "known"; source: string; atMs: number; value: T }
  | { state: "nothing"; source: string; atMs: number }
  | { state: "unknown"; source: string; atMs: number; reason: string };
/** The value of a part by its name in the content. */
export type ValueOf<Name extends keyof CapsuleContent> = CapsuleContent[Name] extends Part<infer Value> ? Value : never;
