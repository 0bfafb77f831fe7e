import type { Lanes } from "@/lib/dependencies/types";
import type { Health, Measured } from "@/lib/measured";
import type { Thresholds } from "@/lib/plan/thresholds";
import type { PodsNow } from "@/lib/pods/types";
import type { RangeKey } from "@/lib/ranges/ranges";
import type { Comparison, RouteRed } from "@/lib/red/types";
import type { Liveness } from "./diagnosis/liveness";
import type { Finding, Path, Subject } from "./diagnosis/types";
import type { Words } from "./diagnosis/words/index";

export type WitnessName = "scrape" | "spans" | "probe";
export type WitnessCode =
  | "ok"
  | "partly-up"
  | "down"
  | "gone"
  | "silent"
  | "refused"
  | "path-broken"
  | "unasked"
  | "not-yet"
  | "none-seen"
  | "not-set"
  | "no-answer"
  | "bad-status";
/** One of the three witnesses of liveness. */
export type Witness = {
  name: WitnessName;
  code: WitnessCode;
  health: Health;
  /** The code in words. */
  word: string;
  /** Plain sentence: what was seen, when, from where. */
  detail: string;
  ageMs: number | null;
  latencyMs: number | null;
};
export type Witnesses = {
  list: Witness[];
  /** What they and the probe together say about the API. */
  liveness: Liveness;
};

type ClauseKind = "liveness" | "rate" | "errors" | "finding" | "more" | "deploy";
/** A piece of the verdict line; `href` leads to its evidence on this console. */
export type VerdictClause = {
  kind: ClauseKind;
  /** The key of the finding that it states; null when it states none. */
  finding: string | null;
  subject: Subject | null;
  text: string;
  health: Health;
  href: string;
  sinceMs: number | null;
};
export type VerdictCode = "up" | "degraded" | "down" | "unknown";
export type Verdict = {
  code: VerdictCode;
  health: Health;
  /** The code in words: "UP", "DEGRADED", "DOWN", "UNKNOWN". */
  word: string;
  /** Since when, unix ms; null when that is not known. */
  sinceMs: number | null;
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

/** A finding as it is shown: with its words, and the key of the cause under which it is folded. */
export type FindingView = Finding & { key: string; because: string | null; words: Words };

/** An alert that is open now. */
export type OpenAlert = {
  id: string;
  key: string;
  severity: "info" | "warn" | "bad";
  title: string;
  href: string;
  raisedAtMs: number;
  acknowledged: { atMs: number; by: string; reason: string } | null;
};

/** How many findings were too many to send: by the key of their cause for consequences. */
export type FindingsLeftOut = { causes: number; notes: number; consequences: Record<string, number> };

/** Everything the on-call page shows above the traces; also `GET /api/overview`. */
export type Overview = {
  range: RangeKey;
  generatedAtMs: number;
  scrapeIntervalMs: number;
  verdictWindowMs: number;
  comparison: Comparison;
  verdict: Verdict;
  /** Causes first, then their consequences with the key of their cause. */
  findings: FindingView[];
  findingsLeftOut: FindingsLeftOut;
  paths: Path[];
  alerts: OpenAlert[];
  witnesses: Witnesses;
  tiles: Tile[];
  routes: Measured<RouteRed[]>;
  /** The dependencies over the verdict window. */
  lanes: Measured<Lanes>;
  /** Which pods are worse than the others, over the verdict window. */
  pods: Measured<PodsNow>;
  thresholds: Thresholds;
};
