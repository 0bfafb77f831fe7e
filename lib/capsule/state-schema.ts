import { z } from "zod";
import { lineRoles } from "@/lib/charts/types";
import { figure, health, partOf } from "./part-schema";

const points = z.array(figure);

export const verdict = z.object({
  health,
  word: z.string(),
  text: z.string(),
  clauses: z.array(z.object({ text: z.string(), health })),
  unknowns: z.array(z.string()),
  limits: z.array(z.string()),
  witnesses: z.array(z.object({ name: z.string(), health, word: z.string(), detail: z.string() })),
});
export const tile = z.object({
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
export const routes = z.object({ rows: z.array(route), leftOut: z.number(), comparison: z.string() });
const lane = z.object({
  title: z.string(),
  health,
  word: z.string(),
  figure: z.string().nullable(),
  reasons: z.array(z.string()),
  sampledAtMs: figure,
});
export const lanes = z.object({ lanes: z.array(lane), notReached: z.array(z.string()), windowMs: z.number() });
export const chart = z.object({
  unit: z.enum(["requests/s", "ratio", "ms", "count", "bytes"]),
  timesMs: z.array(z.number()),
  lines: z.array(z.object({ name: z.string(), role: z.enum(lineRoles).optional(), points })),
  promql: z.string(),
});
export const charts = z.array(z.object({ title: z.string(), part: partOf(chart) }));

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
export const budget = z.object({
  text: z.string(),
  health,
  sourceText: z.string(),
  services: z.array(service),
  host: z.array(z.object({ title: z.string(), text: z.string() })),
  hostNotes: z.array(z.object({ text: z.string(), health })),
  losses: z.array(z.object({ title: z.string(), text: z.string(), health })),
});
export const triggers = z.object({
  text: z.string(),
  state: z.enum(["stay", "move", "unknown"]),
  each: z.array(
    z.object({ title: z.string(), state: z.enum(["stay", "move", "unknown"]), text: z.string(), sampledAtMs: figure }),
  ),
});
