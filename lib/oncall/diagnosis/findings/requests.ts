import { onCallHref, routeHref } from "@/lib/links/routes";
import { type Thresholds, thresholdsForRoute } from "@/lib/plan/thresholds";
import { judgeErrors, judgeSlow } from "@/lib/red/judge-route";
import type { Counted, RouteNow, WindowFigures } from "@/lib/red/types";
import type { JudgedShare } from "@/lib/stats/judge-share";
import type { Facts } from "../facts/types";
import { hasCurrentFigures } from "../liveness";
import type { Finding, Subject } from "../types";
import { coveredMsOf, figure, finding } from "./bits";

/** When the routes that fail have so much of all errors, they are what is to be said. */
const mostOf = 0.8;
const nothing: Counted = { requests: 0, errors: 0, slow: 0 };
const routeOf = ({ name }: RouteNow): Subject => ({ kind: "route", id: name, name });

/** The window's figures where they may be told in the present tense. */
function currentFigures(facts: Facts): WindowFigures | null {
  return facts.requests.state === "ready" && hasCurrentFigures(facts) ? facts.requests.value : null;
}

const limitsOf = (thresholds: Thresholds, name: string) => thresholdsForRoute(thresholds, name);
type Above = JudgedShare & { severity: "bad" | "warn" };
const isAbove = (judged: JudgedShare): judged is Above => judged.severity !== null;

function errorFigures(long: Counted, short: Counted, facts: Facts, href: string): Finding["evidence"] {
  const [overMs, shortMs] = [coveredMsOf(facts), facts.shortMs];
  return [
    figure("errors", long.errors, "count", { overMs, href }),
    figure("requests", long.requests, "count", { overMs, href }),
    figure("error-ratio", long.errors / long.requests, "ratio", { overMs, href }),
    ...(short.requests > 0
      ? [figure("error-ratio", short.errors / short.requests, "ratio", { overMs: shortMs, href })]
      : []),
  ];
}

function failing(facts: Facts, route: RouteNow): JudgedShare {
  return judgeErrors(route, limitsOf(facts.thresholds, route.name), route.short);
}

/** Routes whose requests fail by more than chance. */
export function findRoutesFailing(facts: Facts): Finding[] {
  const figures = currentFigures(facts);
  if (!figures) return [];
  const found = figures.routes.flatMap((route) => {
    const judged = failing(facts, route);
    if (!isAbove(judged)) return [];
    const href = routeHref(route.name);
    return [
      {
        route,
        severity: judged.severity,
        phase: judged.phase,
        evidence: errorFigures(route, route.short, facts, href),
      },
    ];
  });
  const errors = found.reduce((sum, { route }) => sum + route.errors, 0);
  const isMost = errors >= mostOf * figures.errors;
  return found
    .toSorted((a, b) => b.route.errors - a.route.errors)
    .map(({ route, severity, phase, evidence }) =>
      finding({
        code: "route-failing",
        place: "api",
        severity,
        phase,
        subject: routeOf(route),
        evidence,
        explains: isMost ? [{ code: "requests-failing" }] : [],
      }),
    );
}

/** Requests of all routes together fail by more than chance. */
export function findRequestsFailing(facts: Facts): Finding[] {
  const figures = currentFigures(facts);
  if (!figures) return [];
  const judged = judgeErrors(figures, limitsOf(facts.thresholds, ""), figures.short);
  if (!isAbove(judged)) return [];
  const { severity, phase } = judged;
  const evidence = errorFigures(figures, figures.short, facts, onCallHref({ anchor: "errors" }));
  const explains = [{ code: "route-errors-few" } as const];
  return [finding({ code: "requests-failing", place: "api", severity, phase, evidence, explains })];
}

/** Above the limit by the figure, and so few that it may be chance: a count, and no colour. */
const fewMin = 2;

export function findRouteErrorsFew(facts: Facts): Finding[] {
  const figures = currentFigures(facts);
  if (!figures) return [];
  return figures.routes
    .filter((route) => route.errors >= fewMin && failing(facts, route).isChance)
    .toSorted((a, b) => b.errors - a.errors)
    .slice(0, 3)
    .map((route) =>
      finding({
        code: "route-errors-few",
        place: "api",
        severity: "info",
        subject: routeOf(route),
        evidence: errorFigures(route, nothing, facts, routeHref(route.name)),
      }),
    );
}

function slowFigures(of: WindowFigures | RouteNow, facts: Facts, limitMs: number, href: string): Finding["evidence"] {
  const [overMs, shortMs] = [coveredMsOf(facts), facts.shortMs];
  const isBeyond = of.p95Ms !== null && of.highestBoundMs !== null && of.p95Ms >= of.highestBoundMs;
  return [
    ...(of.p95Ms !== null ? [figure(isBeyond ? "p95-over" : "p95", of.p95Ms, "ms", { overMs, href })] : []),
    ...("meanMs" in of && of.p95Ms === null && of.meanMs !== null
      ? [figure("mean", of.meanMs, "ms", { overMs, href })]
      : []),
    figure("limit", limitMs, "ms"),
    ...("earlierP95Ms" in of && of.earlierP95Ms !== null ? [figure("earlier-p95", of.earlierP95Ms, "ms")] : []),
    ...(of.slow !== null ? [figure("slow-ratio", of.slow / of.requests, "ratio", { overMs })] : []),
    ...(of.short.slow !== null && of.short.requests > 0
      ? [figure("slow-ratio", of.short.slow / of.short.requests, "ratio", { overMs: shortMs })]
      : []),
  ];
}

/** Routes of which more than one request in twenty is above the limit, by more than chance. */
export function findRoutesSlow(facts: Facts): Finding[] {
  return slowRoutes(facts)
    .toSorted((a, b) => (b.route.p95Ms ?? b.route.meanMs ?? 0) - (a.route.p95Ms ?? a.route.meanMs ?? 0))
    .map(({ route, judged }) =>
      finding({
        code: "route-slow",
        place: "api",
        severity: judged.severity,
        phase: judged.phase,
        subject: routeOf(route),
        evidence: slowFigures(route, facts, limitsOf(facts.thresholds, route.name).slowP95Ms, routeHref(route.name)),
        explains: [{ code: "requests-slow" }, { code: "no-finite-bucket", subjects: [route.name] }],
      }),
    );
}

/** The routes that are slow now, with how that was judged. */
export function slowRoutes(facts: Facts): { route: RouteNow; judged: Above }[] {
  return (currentFigures(facts)?.routes ?? []).flatMap((route) => {
    const judged = judgeSlow(route, limitsOf(facts.thresholds, route.name), route.short);
    return isAbove(judged) ? [{ route, judged }] : [];
  });
}

/** The routes that fail now. */
export function failingRoutes(facts: Facts): RouteNow[] {
  return (currentFigures(facts)?.routes ?? []).filter((route) => isAbove(failing(facts, route)));
}

/** Requests of all routes together are slow, and none of them by itself is. */
export function findRequestsSlow(facts: Facts): Finding[] {
  const figures = currentFigures(facts);
  if (!figures) return [];
  const limits = limitsOf(facts.thresholds, "");
  const judged = judgeSlow({ ...figures, meanMs: null }, limits, figures.short);
  if (!isAbove(judged)) return [];
  const evidence = slowFigures(figures, facts, limits.slowP95Ms, onCallHref({ anchor: "latency" }));
  const { severity, phase } = judged;
  return [finding({ code: "requests-slow", place: "api", severity, phase, evidence })];
}

/** Requests whose histogram has no finite bucket: a percentile cannot be had, the mean has to do. */
export function findNoFiniteBucket(facts: Facts): Finding[] {
  const routes = (currentFigures(facts)?.routes ?? []).filter(
    ({ percentileGap }) => percentileGap === "no-finite-bucket",
  );
  if (routes.length === 0) return [];
  return [
    finding({
      code: "no-finite-bucket",
      place: "api",
      severity: "info",
      subject: routes.length === 1 && routes[0] ? routeOf(routes[0]) : null,
      evidence: [figure("routes", routes.length, "count", { href: onCallHref({ anchor: "routes" }) })],
    }),
  ];
}
