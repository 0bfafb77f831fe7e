import type { Lane, LaneFault, ServiceNow } from "@/lib/dependencies/types";
import { dependencyHref } from "@/lib/links/routes";
import type { FindingCode } from "../codes";
import type { Facts } from "../facts/types";
import { hasCurrentFigures } from "../liveness";
import type { Evidence, Explains, Finding } from "../types";
import { coveredMsOf, figure, finding } from "./bits";
import { failingRoutes, slowRoutes } from "./requests";

const codes: Record<Lane["name"], Partial<Record<LaneFault["kind"], FindingCode>>> = {
  database: { slow: "database-slow" },
  b2: { slow: "b2-slow", failing: "b2-failing" },
  push: { slow: "push-slow", failing: "push-failing" },
  jobs: {
    ...({ failing: "jobs-failing", late: "jobs-late", stuck: "jobs-stuck" } as const),
    ...({ paused: "queue-paused", vanished: "jobs-unknown" } as const),
  },
};

/** A dependency makes a route slow when it takes this share of the time of the slow routes. */
const causeShare = 0.5;
/** And only when it takes longer than usual. */
const timesUsual = 2;
/** A route whose errors are about as many as a dependency's failures fails by it. */
const alike = { least: 0.5, most: 1.5 };

function currentLanes(facts: Facts): readonly Lane[] {
  return facts.lanes.state === "ready" && hasCurrentFigures(facts) ? facts.lanes.value.lanes : [];
}

/** What is wrong with a dependency, before what it does to the routes. */
export function findLaneFaults(facts: Facts): Finding[] {
  return currentLanes(facts).flatMap((lane) =>
    lane.faults.flatMap((fault) => {
      const code = codes[lane.name][fault.kind];
      if (!code) return [];
      return [
        finding({
          code,
          place: "api",
          severity: fault.severity,
          phase: fault.phase,
          subject: { kind: lane.name === "jobs" ? "queue" : "service", id: fault.subject, name: fault.subject },
          sinceMs: fault.kind === "vanished" ? fault.sinceMs : null,
          evidence: [...evidenceOf(fault, lane, facts), ...slowedFigure(fault, facts)],
          explains: explainsOf(fault, lane, facts),
        }),
      ];
    }),
  );
}

function evidenceOf(fault: LaneFault, lane: Lane, facts: Facts): Evidence[] {
  const [overMs, shortMs] = [coveredMsOf(facts), facts.shortMs];
  const href = dependencyHref(lane.name);
  if (fault.kind === "slow") {
    const { p95Ms, limitMs, usualP95Ms } = fault;
    return [
      figure("p95", p95Ms, "ms", { overMs, href }),
      figure("limit", limitMs, "ms"),
      ...(usualP95Ms === null ? [] : [usualFigure(usualP95Ms, facts)]),
    ];
  }
  if (fault.kind === "failing") {
    const { calls, failures, short } = fault;
    return [
      figure("failures", failures, "count", { overMs, href }),
      figure("calls", calls, "count", { overMs, href }),
      figure("failure-ratio", failures / calls, "ratio", { overMs, href }),
      ...(short.calls > 0
        ? [figure("failure-ratio", short.failures / short.calls, "ratio", { overMs: shortMs, href })]
        : []),
    ];
  }
  if (fault.kind === "paused")
    return fault.backlog === null ? [] : [figure("backlog", fault.backlog, "count", { href })];
  if (fault.kind === "vanished") return [figure("last-told", fault.sinceMs, "at", { href })];
  return [figure("wait", fault.waitSeconds, "seconds", { href }), figure("limit", fault.limitSeconds, "seconds")];
}

const usualFigure = (usualP95Ms: number, { lanes }: Facts): Evidence =>
  figure("usual-p95", usualP95Ms, "ms", { overMs: lanes.state === "ready" ? lanes.value.usualOverMs : null });

function slowedFigure(fault: LaneFault, facts: Facts): Evidence[] {
  const slowed = fault.kind === "slow" ? slowRoutes(facts).length : 0;
  return slowed > 0 ? [figure("routes", slowed, "count")] : [];
}

function explainsOf(fault: LaneFault, lane: Lane, facts: Facts): Explains[] {
  if (fault.phase === "recovering") return [];
  if (fault.kind === "slow") return [{ code: "route-slow" }, { code: "requests-slow" }];
  // A push that fails fails no request; an upload does, and only a request that writes has one.
  if (fault.kind !== "failing" || lane.name !== "b2") return [];
  const { failures } = fault;
  const routes = failingRoutes(facts).filter(
    ({ name, errors }) =>
      !/^(GET|HEAD|OPTIONS) /.test(name) && errors >= alike.least * failures && errors <= alike.most * failures,
  );
  const isAll = routes.length > 0 && routes.length === failingRoutes(facts).length;
  return [
    { code: "route-failing", subjects: routes.map(({ name }) => name) },
    ...(isAll ? [{ code: "requests-failing" } as const] : []),
  ];
}

/**
 * A dependency within its own limit that makes routes slow all the same: it takes most of their time, and longer than
 * it usually does.
 */
export function findSlowCauses(facts: Facts): Finding[] {
  const slow = slowRoutes(facts).map(({ route }) => route);
  const seconds = slow.reduce((sum, route) => sum + (route.seconds ?? 0), 0);
  if (seconds <= 0) return [];
  const overMs = coveredMsOf(facts);
  return currentLanes(facts).flatMap((lane) => {
    const code = codes[lane.name].slow;
    if (!code || lane.faults.some(({ kind }) => kind === "slow")) return [];
    return lane.services.flatMap((service) => {
      const share = (service.seconds ?? 0) / seconds;
      if (share < causeShare || !isSlowerThanUsual(service)) return [];
      return [
        finding({
          code,
          place: "api",
          severity: "warn",
          reason: "share",
          subject: { kind: "service", id: service.name, name: service.name },
          evidence: [
            figure("p95", service.p95Ms ?? 0, "ms", { overMs, href: dependencyHref(lane.name) }),
            usualFigure(service.usualP95Ms ?? 0, facts),
            figure("share", Math.min(1, share), "ratio", { overMs }),
            figure("routes", slow.length, "count"),
          ],
          explains: [{ code: "route-slow" }, { code: "requests-slow" }],
        }),
      ];
    });
  });
}

function isSlowerThanUsual({ p95Ms, usualP95Ms }: ServiceNow): boolean {
  return p95Ms !== null && usualP95Ms !== null && p95Ms >= timesUsual * usualP95Ms;
}
