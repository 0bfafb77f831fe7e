import type { Lane } from "@/lib/dependencies/types";
import type { Overview, Witness } from "@/lib/oncall/types";
import { defaultThresholds } from "@/lib/plan/thresholds";

export const witness = (name: Witness["name"], changes: Partial<Witness> = {}): Witness => ({
  name,
  health: "ok",
  word: "ok",
  detail: `${name} fine`,
  ageMs: 1000,
  latencyMs: null,
  ...changes,
});
export const lane = (name: Lane["name"], changes: Partial<Lane> = {}): Lane => ({
  name,
  health: "ok",
  word: "ok",
  figure: "1/s",
  reasons: [],
  clause: null,
  sampledAtMs: 1,
  ...changes,
});
/** The overview of a day on which nothing is wrong. */
export const calmOverview: Overview = {
  range: "1h",
  generatedAtMs: 0,
  scrapeIntervalMs: 15_000,
  verdictWindowMs: 300_000,
  comparison: { kind: "none", label: "" },
  verdict: { health: "ok", word: "UP", clauses: [], text: "API up.", unknowns: [], limits: [] },
  witnesses: {
    list: [witness("scrape"), witness("spans"), witness("probe")],
    liveness: "up",
    health: "ok",
    disagreement: null,
  },
  tiles: [],
  routes: { state: "ready", value: [], sampledAtMs: 0 },
  lanes: {
    state: "ready",
    value: { lanes: [lane("database"), lane("b2"), lane("push"), lane("jobs")], notReached: [], windowMs: 300_000 },
    sampledAtMs: 0,
  },
  pods: { state: "ready", value: { outliers: [], pods: 3, compared: 3, windowMs: 300_000 }, sampledAtMs: 0 },
  thresholds: defaultThresholds,
};
