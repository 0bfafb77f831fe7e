import type { Lanes } from "@/lib/dependencies/types";
import { formatAge, formatDuration, formatPercent, formatRate } from "@/lib/format/quantity";
import { type Health, type Measured, worstHealth } from "@/lib/measured";
import { percentileMinRequests } from "@/lib/plan/contract";
import { type Thresholds, thresholdsForRoute } from "@/lib/plan/thresholds";
import type { PodsNow } from "@/lib/pods/types";
import { judgeErrors, judgeLatency } from "@/lib/red/judge-route";
import type { Comparison, RouteNow, WindowFigures } from "@/lib/red/types";
import { podClauses } from "./pod-clauses";
import type { Verdict, VerdictClause, Witnesses } from "./types";

export type VerdictInput = {
  figures: Measured<WindowFigures>;
  windowSeconds: number;
  witnesses: Witnesses;
  comparison: Comparison;
  thresholds: Thresholds;
  lanes: Measured<Lanes>;
  pods: Measured<PodsNow>;
};

const namedAtMost = 2;

/** The one line that on-call reads first: is the API up, what fails, what is slow, and what is not known. */
export function buildVerdict(input: VerdictInput): Verdict {
  const clauses = [
    livenessClause(input),
    ...trafficClauses(input),
    ...routeClauses(input),
    ...(input.pods.state === "ready" ? podClauses(input.pods.value) : []),
    ...laneClauses(input),
  ];
  if (input.witnesses.disagreement) {
    clauses.push({ text: input.witnesses.disagreement, health: input.witnesses.health, href: "#witnesses" });
  }
  const health = worstHealth([...clauses.map((clause) => clause.health), input.witnesses.health]);
  return {
    health,
    word: wordOf(health, input.witnesses.liveness),
    clauses,
    text: asSentences(clauses),
    unknowns: unknownsOf(input),
    limits: limitsOf(input),
  };
}

/** "API up, 4.8 requests/s, 0.3 % errors. Slow: ..." as one line. */
function asSentences(clauses: readonly VerdictClause[]): string {
  const opening = clauses.filter(({ text }) => isOpening(text)).map(({ text }) => text);
  const rest = clauses.filter(({ text }) => !isOpening(text)).map(({ text }) => text);
  return [opening.join(", "), ...rest].map((text) => (text.endsWith(".") ? text : `${text}.`)).join(" ");
}

const isOpening = (text: string) => !/[:.]/.test(text.replace(/\d\.\d/g, ""));

function wordOf(health: Health, liveness: Witnesses["liveness"]): string {
  if (liveness === "down") return "DOWN";
  if (liveness === "unknown" || health === "unknown") return "UNKNOWN";
  return health === "ok" ? "UP" : "DEGRADED";
}

function livenessClause({ witnesses }: VerdictInput): VerdictClause {
  const href = "#witnesses";
  if (witnesses.liveness === "up") return { text: "API up", health: "ok", href };
  if (witnesses.liveness === "down") return { text: "API down", health: "bad", href };
  return { text: "Cannot tell whether the API is up", health: "unknown", href };
}

function trafficClauses({ figures, windowSeconds, thresholds }: VerdictInput): VerdictClause[] {
  if (figures.state === "error" || figures.state === "loading") {
    const isRefused = figures.state === "error" && figures.failure.tooHeavy;
    const why = isRefused ? "VictoriaMetrics refuses the question as too heavy" : "VictoriaMetrics does not answer";
    return [{ text: `Rate, errors and latency unknown: ${why}`, health: "unknown", href: "#tiles" }];
  }
  if (figures.state === "empty") {
    return [
      { text: "Rate, errors and latency unknown: no request metrics have arrived", health: "unknown", href: "#tiles" },
    ];
  }
  const { requests, errors, coveredSeconds } = figures.value;
  if (requests === 0) {
    return [{ text: `No requests in the last ${formatAge(windowSeconds * 1000)}`, health: "warn", href: "#rate" }];
  }
  const limits = thresholdsForRoute(thresholds, "");
  return [
    { text: formatRate(requests / coveredSeconds), health: "ok", href: "#rate" },
    {
      text: `${formatPercent(errors / requests)} errors`,
      health: judgeErrors(requests, errors, limits),
      href: "#errors",
    },
  ];
}

function routeClauses({ figures, comparison, thresholds }: VerdictInput): VerdictClause[] {
  if (figures.state !== "ready") return [];
  const { routes } = figures.value;
  // A handful of requests says little about a route; the table still shows it.
  const busy = routes.filter((route) => route.requests >= percentileMinRequests);
  const failing = busy
    .map((route) => ({
      ...route,
      health: judgeErrors(route.requests, route.errors, thresholdsForRoute(thresholds, route.name)),
    }))
    .filter(({ health }) => health === "warn" || health === "bad")
    .toSorted((a, b) => b.errors - a.errors)
    .map((route) => ({
      health: route.health,
      text: `${route.name} ${formatPercent(route.errors / route.requests)} errors`,
    }));
  const slow = busy
    .map((route) => ({ ...route, health: judgeLatency(route.p95Ms, thresholdsForRoute(thresholds, route.name)) }))
    .filter(({ health }) => health === "warn" || health === "bad")
    .toSorted((a, b) => (b.p95Ms ?? 0) - (a.p95Ms ?? 0))
    .map((route) => ({
      health: route.health,
      text: `${route.name} p95 ${formatDuration(route.p95Ms ?? 0)}${earlierText(route, comparison)}`,
    }));
  return [...listClause("Failing", failing, "#routes"), ...listClause("Slow", slow, "#routes")];
}

/** What the dependencies have to say; the idle and the unknown say nothing here. */
function laneClauses({ lanes }: VerdictInput): VerdictClause[] {
  if (lanes.state !== "ready") return [];
  return lanes.value.lanes.flatMap(({ name, clause }) => (clause ? { ...clause, href: `#lane-${name}` } : []));
}

function earlierText({ earlierP95Ms }: RouteNow, comparison: Comparison): string {
  return earlierP95Ms === null || comparison.kind === "none"
    ? ""
    : ` (${formatDuration(earlierP95Ms)} ${comparison.label})`;
}

function listClause(title: string, found: { health: Health; text: string }[], href: string): VerdictClause[] {
  if (found.length === 0) return [];
  const more = found.length - namedAtMost;
  const named = found.slice(0, namedAtMost).map(({ text }) => text);
  const text = `${title}: ${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
  return [{ text, health: worstHealth(found.map(({ health }) => health)), href }];
}

function unknownsOf({ figures, witnesses }: VerdictInput): string[] {
  const unknowns = witnesses.list.filter(({ health }) => health === "unknown").map(({ detail }) => detail);
  if (figures.state === "ready" && figures.value.requests > 0 && figures.value.p95Ms === null) {
    unknowns.push(
      `Percentiles need ${percentileMinRequests} requests in the window; there were ${Math.round(figures.value.requests)}.`,
    );
  }
  return unknowns;
}

function limitsOf({ thresholds, windowSeconds }: VerdictInput): string[] {
  const own = Object.keys(thresholds.routes).length;
  return [
    `Judged over the last ${formatAge(windowSeconds * 1000)}.`,
    `Slow: p95 above ${formatDuration(thresholds.slowP95Ms)}, bad above twice that.`,
    `Errors up: from ${formatPercent(thresholds.errorRatioWarn)}, bad from ${formatPercent(thresholds.errorRatioBad)}; routes need ${percentileMinRequests} requests.`,
    `Silent: no scrape for ${formatAge(thresholds.metricsStaleSeconds * 1000)}, no span for ${formatAge(thresholds.spansStaleSeconds * 1000)}.`,
    ...(own > 0 ? [`${own} ${own === 1 ? "route has" : "routes have"} limits of their own.`] : []),
  ];
}
