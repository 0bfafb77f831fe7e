import type { FindingCode } from "./codes";
import type { Facts } from "./facts/types";
import { freshApi, isFresh, okPushMs, targetsOf } from "./findings/bits";
import type { Diagnosis } from "./types";

/** What the scrapes say of the API: it answers them, it does not, nobody finds it, or the path itself is silent. */
export type ScrapeTestimony = "alive" | "dead" | "gone" | "silent" | "unknown";
export type ProbeTestimony = "alive" | "dead" | "unknown";
export type Liveness = "up" | "down" | "unknown";

/** Discovered pods vanish from `up` instead of turning 0: vmagent's own freshness tells "gone" from "path silent". */
export function scrapeTestimony(facts: Facts): ScrapeTestimony {
  if (facts.scrapes.state === "error" || facts.scrapes.state === "loading") return "unknown";
  const fresh = freshApi(facts);
  if (fresh.some(({ isUp }) => isUp)) return "alive";
  if (fresh.length > 0) return "dead";
  // It is scraped, under a name that is not its own.
  if (facts.otherJobs.length > 0) return "silent";
  const { api, vmagent } = targetsOf(facts);
  if (api.length > 0 && vmagent.some(({ atMs }) => isFresh(atMs, facts))) return "gone";
  return "silent";
}

export function probeTestimony({ probe }: Facts): ProbeTestimony {
  if (probe === null || probe.state === "loading" || probe.state === "empty") return "unknown";
  if (probe.state === "error") return "dead";
  return probe.value.status >= 200 && probe.value.status < 300 ? "alive" : "dead";
}

/** Whether spans of the last minutes speak for the API; their absence says nothing, since an idle one sends none. */
export function spansAlive(facts: Facts): boolean {
  const limitMs = facts.thresholds.spansStaleSeconds * 1000;
  const isRecent = (atMs: number | null) => atMs !== null && facts.nowMs - atMs <= limitMs;
  const newest = facts.newestSpan.state === "ready" ? facts.newestSpan.value.startedAtMs : null;
  return isRecent(newest) || isRecent(okPushMs(facts, "traces:write"));
}

/**
 * Whether the API is up. The probe sees what users see, so it outweighs the others; spans trail behind, so they count
 * only where nothing else speaks.
 */
export function judgeLiveness(facts: Facts): Liveness {
  const probe = probeTestimony(facts);
  if (probe !== "unknown") return probe === "alive" ? "up" : "down";
  const scrape = scrapeTestimony(facts);
  if (scrape === "alive") return "up";
  if (scrape === "dead" || scrape === "gone") return "down";
  return spansAlive(facts) ? "up" : "unknown";
}

/** Whether figures of the API may be told in the present tense: it is not down, and its samples are of now. */
export const hasCurrentFigures = (facts: Facts): boolean =>
  judgeLiveness(facts) !== "down" && freshApi(facts).some(({ isUp }) => isUp);

const stopsFigures: ReadonlySet<FindingCode> = new Set<FindingCode>([
  ...(["gate-down", "gate-fails", "metrics-refused", "metrics-store-read-only", "metrics-store-refuses"] as const),
  ...(["vmagent-gone", "vmagent-catches-up", "metrics-path-silent", "several-processes"] as const),
]);

/** Whether the figures end: their path is broken, though the newest of them may be of a moment ago. */
export const haveFiguresEnded = ({ findings }: Pick<Diagnosis, "findings">): boolean =>
  findings.some(({ code }) => stopsFigures.has(code));
