import "server-only";
import { formatAge } from "@/lib/format/quantity";
import { loadDeploys } from "@/lib/timeline/load-deploys";
import { coalesce } from "@/lib/upstream/coalesce";
import { settledWithin } from "@/lib/upstream/settled-within";
import type { FindingCode } from "./diagnosis/codes";
import type { Finding } from "./diagnosis/types";
import type { Verdict, VerdictClause } from "./types";

/**
 * Trouble that a deploy causes shows within this time, even on a route that is called rarely or in a pool that fills
 * slowly.
 */
const suspectMs = 30 * 60_000;
/** Findings that a new version of the API can cause; a broken path to the stores is not one of them. */
const ofRequests =
  /^(api-down|api-unreachable|pod-|pods-down|database-|b2-|push-|jobs-|requests-|route-failing|route-slow)/;

const concernsRequests = (code: FindingCode) => ofRequests.test(code);

/**
 * When the first finding about requests began, unix ms; null when there is none, or when the start of one is unknown.
 */
function onsetOf(findings: readonly Finding[]): number | null {
  const wrong = findings.filter(
    ({ code, severity, phase }) => concernsRequests(code) && severity !== "info" && phase === "present",
  );
  const known = wrong.flatMap(({ sinceMs }) => sinceMs ?? []);
  return wrong.length > 0 && known.length === wrong.length ? Math.min(...known) : null;
}

/**
 * The verdict with one more clause when requests suffer and that began shortly after a deploy; otherwise unchanged. A
 * store that hangs delays it by `patienceMs` at most; the next call has what the store has answered by then.
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
