import { formatAge, formatDuration, formatPercent, formatRate } from "@/lib/format/quantity";
import { onCallHref } from "@/lib/links/routes";
import { type Health, worstHealth } from "@/lib/measured";
import { percentileMinRequests } from "@/lib/plan/contract";
import { minHits } from "@/lib/stats/judge-share";
import type { FindingCode } from "./diagnosis/codes";
import type { Facts } from "./diagnosis/facts/types";
import { coveredMsOf } from "./diagnosis/findings/bits";
import { hasCurrentFigures, haveFiguresEnded, judgeLiveness, type Liveness } from "./diagnosis/liveness";
import { type Diagnosis, type Finding, findingKey } from "./diagnosis/types";
import { describeFinding } from "./diagnosis/words/index";
import type { Verdict, VerdictClause, VerdictCode, Witnesses } from "./types";

/** How many findings of one code, such as failing routes, are named. */
const namedAtMost = 2;
const words: Record<VerdictCode, string> = { up: "UP", degraded: "DEGRADED", down: "DOWN", unknown: "UNKNOWN" };
/** Findings that say by themselves whether the API is up. */
const ofLiveness: ReadonlySet<FindingCode> = new Set(["api-down", "api-unreachable", "api-unknown", "api-gone"]);

export type VerdictInput = { facts: Facts; diagnosis: Diagnosis; witnesses: Witnesses };

/** The one line that on-call reads first: is the API up, what is the cause of what is wrong, and what is not known. */
export function buildVerdict({ facts, diagnosis, witnesses }: VerdictInput): Verdict {
  const told = diagnosis.findings.filter(({ severity }) => severity !== "info");
  const liveness = judgeLiveness(facts);
  const causes = told.map(clauseOf);
  const clauses = [
    ...(told.some(({ code }) => ofLiveness.has(code)) ? [] : [livenessClause(liveness)]),
    ...trafficClauses(facts, diagnosis),
    ...shortened(told, causes),
  ];
  const code = codeOf(liveness, told);
  const health = worstHealth([...clauses.map((clause) => clause.health), ...causes.map((clause) => clause.health)]);
  return {
    code,
    health: code === "up" ? health : health === "ok" ? "unknown" : health,
    word: words[code],
    sinceMs: sinceOf(told),
    clauses,
    text: clauses.map(({ text }) => `${text}.`).join(" "),
    unknowns: unknownsOf(facts, witnesses),
    limits: limitsOf(facts),
  };
}

function codeOf(liveness: Liveness, told: readonly Finding[]): VerdictCode {
  if (liveness === "down" || told.some(({ code }) => code === "api-down" || code === "api-unreachable")) return "down";
  if (liveness === "unknown" || told.some(({ severity }) => severity === "unknown")) return "unknown";
  return told.length > 0 ? "degraded" : "up";
}

/** Since when the gravest findings have held; null unless that is known for each of them. */
function sinceOf(told: readonly Finding[]): number | null {
  const grave = told.some(({ severity }) => severity === "bad")
    ? told.filter(({ severity }) => severity === "bad")
    : told;
  const times = grave.map(({ sinceMs }) => sinceMs);
  const known = times.filter((sinceMs) => sinceMs !== null);
  return known.length > 0 && known.length === times.length ? Math.min(...known) : null;
}

/** A recovering finding is a warning until it is gone. */
export const healthOf = ({ severity, phase }: Finding): Health =>
  severity === "info" ? "ok" : phase === "recovering" ? "warn" : severity;

function clauseOf(finding: Finding): VerdictClause {
  const href = finding.evidence.find((figure) => figure.href !== null)?.href ?? onCallHref({ anchor: "paths" });
  return {
    kind: "finding",
    finding: findingKey(finding),
    subject: finding.subject,
    text: describeFinding(finding).headline,
    health: healthOf(finding),
    href,
    sinceMs: finding.sinceMs,
  };
}

/** Names the first two findings of each code and counts the rest. */
function shortened(told: readonly Finding[], clauses: readonly VerdictClause[]): VerdictClause[] {
  const counts = new Map<FindingCode, number>();
  for (const { code } of told) counts.set(code, (counts.get(code) ?? 0) + 1);
  const seen = new Map<FindingCode, number>();
  return told.flatMap(({ code }, index): VerdictClause[] => {
    const clause = clauses[index];
    const place = (seen.get(code) ?? 0) + 1;
    seen.set(code, place);
    if (!clause || place > namedAtMost + 1) return [];
    if (place <= namedAtMost) return [clause];
    const more = (counts.get(code) ?? 0) - namedAtMost;
    return [
      {
        ...clause,
        kind: "more",
        finding: null,
        subject: null,
        text: `And ${more} more`,
        href: onCallHref({ anchor: "findings" }),
      },
    ];
  });
}

function livenessClause(liveness: Liveness): VerdictClause {
  const texts: Record<Liveness, string> = {
    up: "API up",
    down: "API down",
    unknown: "Cannot tell whether the API is up",
  };
  const healths: Record<Liveness, Health> = { up: "ok", down: "bad", unknown: "unknown" };
  return {
    ...plain("liveness"),
    text: texts[liveness],
    health: healths[liveness],
    href: onCallHref({ anchor: "paths" }),
  };
}

const plain = (kind: VerdictClause["kind"]) => ({ kind, finding: null, subject: null, sinceMs: null }) as const;

/** Rate and errors, only when they are current and known: never next to an API that is down. */
function trafficClauses(facts: Facts, { findings, folded }: Diagnosis): VerdictClause[] {
  const { requests } = facts;
  const codes = new Set<FindingCode>([...findings, ...folded.map(({ finding }) => finding)].map(({ code }) => code));
  if (requests.state !== "ready" || !hasCurrentFigures(facts) || haveFiguresEnded({ findings })) return [];
  if (requests.value.requests === 0) return [];
  const coveredMs = coveredMsOf(facts);
  if (codes.has("only-own-probes")) {
    return [
      {
        ...plain("rate"),
        text: "Idle: no traffic but health checks",
        health: "ok",
        href: onCallHref({ anchor: "rate" }),
      },
    ];
  }
  const { requests: total, errors, coveredSeconds } = requests.value;
  const errorText = `${formatPercent(errors / total)} errors over ${formatAge(coveredMs)}`;
  return [
    { ...plain("rate"), text: formatRate(total / coveredSeconds), health: "ok", href: onCallHref({ anchor: "rate" }) },
    ...(codes.has("requests-failing")
      ? []
      : [{ ...plain("errors"), text: errorText, health: "ok" as const, href: onCallHref({ anchor: "errors" }) }]),
  ];
}

function unknownsOf({ requests }: Facts, witnesses: Witnesses): string[] {
  const unknowns = witnesses.list.filter(({ health }) => health === "unknown").map(({ detail }) => detail);
  if (requests.state === "ready" && requests.value.requests > 0 && requests.value.percentileGap === "few-requests") {
    const count = Math.round(requests.value.requests);
    unknowns.push(`Percentiles need ${percentileMinRequests} requests in the window; there were ${count}.`);
  }
  return unknowns;
}

function limitsOf({ thresholds, windowMs, shortMs }: Facts): string[] {
  const own = Object.keys(thresholds.routes).length;
  return [
    `Judged over the last ${formatAge(windowMs)} and the last ${formatAge(shortMs)}: wrong when both say so, at once when the short one is certain of the graver limit.`,
    `Slow: more than 1 request in 20 above ${formatDuration(thresholds.slowP95Ms)}, bad where the p95 is above twice that.`,
    `Errors up: above ${formatPercent(thresholds.errorRatioWarn)}, bad above ${formatPercent(thresholds.errorRatioBad)}.`,
    `By more than chance: at least ${minHits} of them, and three standard errors (Wilson).`,
    `Silent: no scrape for ${formatAge(thresholds.metricsStaleSeconds * 1000)} or five intervals, no span for ${formatAge(thresholds.spansStaleSeconds * 1000)} while requests go on.`,
    ...(own > 0 ? [`${own} ${own === 1 ? "route has" : "routes have"} limits of their own.`] : []),
  ];
}
