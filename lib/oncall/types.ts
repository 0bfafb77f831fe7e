import type { Lanes } from "@/lib/dependencies/types";
import type { Health, Measured } from "@/lib/measured";
import type { Thresholds } from "@/lib/plan/thresholds";
import type { PodsNow } from "@/lib/pods/types";
import type { RangeKey } from "@/lib/ranges/ranges";
import type { Comparison, RouteRed } from "@/lib/red/types";

type WitnessName = "scrape" | "spans" | "probe";
/** One of the three witnesses of liveness. */
export type Witness = {
  name: WitnessName;
  health: Health;
  /** "ok", "silent", "down", "not configured", ... */
  word: string;
  /** Plain sentence: what was seen, when, from where. */
  detail: string;
  ageMs: number | null;
  latencyMs: number | null;
};
export type Witnesses = {
  list: Witness[];
  /** What the three together say about the API. */
  liveness: "up" | "down" | "unknown";
  health: Health;
  /** Set when they disagree, for example "Metrics path down, API fine." */
  disagreement: string | null;
};

/** A piece of the verdict line; `href` leads to its evidence on this console. */
export type VerdictClause = { text: string; health: Health; href: string };
export type Verdict = {
  health: Health;
  /** "UP", "DEGRADED", "DOWN", "UNKNOWN" */
  word: string;
  clauses: VerdictClause[];
  /** All clauses as one line, for copying and for the page title. */
  text: string;
  /** What could not be known, a sentence each. */
  unknowns: string[];
  /** The limits that were applied, a short sentence each. */
  limits: string[];
};

export type TileName = "rate" | "errors" | "p95" | "freshness";
export type Tile = {
  name: TileName;
  title: string;
  health: Health;
  /** Formatted figure with unit, or null when there is none. */
  figure: string | null;
  /** Why there is no figure, or what it is measured over. */
  note: string;
  /** When the newest sample behind the figure was taken; null when there is none. */
  sampledAtMs: number | null;
  stale: boolean;
  sparkline: (number | null)[];
  source: string;
};

/** Everything the on-call page shows above the traces; also `GET /api/overview`. */
export type Overview = {
  range: RangeKey;
  generatedAtMs: number;
  scrapeIntervalMs: number;
  verdictWindowMs: number;
  comparison: Comparison;
  verdict: Verdict;
  witnesses: Witnesses;
  tiles: Tile[];
  routes: Measured<RouteRed[]>;
  /** The dependencies over the verdict window. */
  lanes: Measured<Lanes>;
  /** Which pods are worse than the others, over the verdict window. */
  pods: Measured<PodsNow>;
  thresholds: Thresholds;
};
