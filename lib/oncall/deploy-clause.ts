import "server-only";
import { formatAge } from "@/lib/format/quantity";
import { loadDeploys } from "@/lib/timeline/load-deploys";
import { coalesce } from "@/lib/upstream/coalesce";
import { settledWithin } from "@/lib/upstream/settled-within";
import type { FindingCode } from "./diagnosis/codes";
import type { Finding } from "./diagnosis/types";
import type { Verdict, VerdictClause } from "./types";

/** Trouble that a deploy brings shows within this: a route that is called rarely, a pool that fills slowly. */
const suspectMs = 30 * 60_000;
/** A path that is broken says nothing about the API's new version. */
const ofRequests =
  /^(api-down|api-unreachable|pod-|pods-down|database-|b2-|push-|jobs-|requests-|route-failing|route-slow)/;

const concernsRequests = (code: FindingCode) => ofRequests.test(code);

/** When the first of what requests suffer from began; null when nothing is wrong with them, or one began unseen. */
function onsetOf(findings: readonly Finding[]): number | null {
  const wrong = findings.filter(
    ({ code, severity, phase }) => concernsRequests(code) && severity !== "info" && phase === "present",
  );
  const known = wrong.flatMap(({ sinceMs }) => sinceMs ?? []);
  return wrong.length > 0 && known.length === wrong.length ? Math.min(...known) : null;
}

/**
 * The verdict with one more clause when it is bad news and began shortly after a deploy; else as it is. A store that
 * hangs holds it up for `patienceMs` at most; the next look has what it said by then.
 */
export async function withDeploy(
  verdict: Verdict,
  findings: readonly Finding[],
  nowMs: number,
  patienceMs = 3500,
): Promise<Verdict> {
  const onsetMs = onsetOf(findings);
  if (onsetMs === null) return verdict;
  const window = { startMs: onsetMs - suspectMs, endMs: onsetMs };
  const asked = coalesce(`deploys before ${onsetMs}`, () => loadDeploys(window));
  const deploy = (await settledWithin(asked, patienceMs))?.events.findLast(({ kind }) => kind === "deploy");
  if (!deploy) return verdict;
  const clause: VerdictClause = {
    kind: "deploy",
    finding: null,
    subject: null,
    sinceMs: deploy.atMs,
    text: `${deploy.title}, ${formatAge(nowMs - deploy.atMs)} ago: this began ${formatAge(onsetMs - deploy.atMs)} later`,
    // Where to look, not one more thing that is bad.
    health: "warn",
    href: "#events",
  };
  return { ...verdict, clauses: [...verdict.clauses, clause], text: `${verdict.text} ${clause.text}.` };
}
