import { apiFaults } from "./api-faults";
import * as of from "./facts";
import {
  apnsFailing,
  b2Failing,
  databaseSlow,
  documentsFail,
  type Fault,
  fault,
  gateDown,
  metricsStoreGone,
  noTraces,
  probeDead,
  refused,
  scrapes,
  scrapesAt,
  silentSenders,
  stale,
  tokens,
} from "./fault-parts";
import { pathFaults } from "./path-faults";

const { ago, gateLog, ready, token, turnedTo } = of;

/** Two faults at once are two findings; a consequence of either is none. */
export const pairs: Fault[] = [
  fault("the metrics token is revoked and B2 fails", ["metrics-refused", "b2-failing"], "degraded", {
    gateLog: refused("metrics", "denied"),
    tokens: tokens("revoked", "metrics"),
    lanes: of.lanesOf(b2Failing),
    requests: of.windowOf([documentsFail, of.route(of.tasks), ...of.quiet]),
  }),
  fault("both tokens are revoked", ["metrics-refused", "traces-refused"], "degraded", {
    gateLog: gateLog([turnedTo("metrics", "denied", 30), turnedTo("traces", "denied", 30)]),
    tokens: ready([
      token({ state: "revoked", sinceMs: ago(40) }),
      of.exporterToken({ state: "revoked", sinceMs: ago(40) }),
    ]),
  }),
  fault("the gate is down and the API too", ["gate-down", "api-down"], "down", {
    gate: gateDown,
    probe: probeDead,
    scrapes: stale(200),
  }),
  fault("the gate and the API go down in one moment", ["gate-down", "api-down"], "down", {
    gate: gateDown,
    probe: probeDead,
  }),
  fault("vmagent is gone and the traces token revoked", ["traces-refused", "vmagent-gone"], "degraded", {
    gateLog: silentSenders(60, turnedTo("traces", "denied", 60)),
    tokens: tokens("revoked", "traces"),
    scrapes: stale(60),
  }),
  fault("Jaeger is down and a route fails", ["traces-store-unreachable", "route-failing"], "degraded", {
    tracesStore: of.failed("jaeger"),
    newestSpan: of.failed("jaeger"),
    requests: of.windowOf([of.failing(of.tasks, 0.5), of.route(of.documents), ...of.quiet]),
  }),
  fault(
    "VictoriaMetrics is down and Jaeger too",
    ["metrics-store-unreachable", "traces-store-unreachable"],
    "unknown",
    {
      ...metricsStoreGone(),
      tracesStore: of.failed("jaeger"),
      newestSpan: of.failed("jaeger"),
    },
  ),
  fault("VictoriaMetrics is down and the API too", ["metrics-store-unreachable", "api-down"], "down", {
    ...metricsStoreGone(),
    probe: probeDead,
  }),
  fault("the database is slow and APNs fails", ["database-slow", "push-failing"], "degraded", {
    lanes: of.lanesOf(databaseSlow, apnsFailing),
    requests: of.windowOf([of.slow(of.tasks, 4200), of.route(of.documents), ...of.quiet]),
  }),
  fault("APNs fails, and as many requests of another route", ["push-failing", "route-failing"], "degraded", {
    lanes: of.lanesOf(apnsFailing),
    requests: of.windowOf([of.failing(of.tasks, 0.2), of.route(of.documents), ...of.quiet]),
  }),
  fault("one route fails and another is slow", ["route-failing", "route-slow"], "degraded", {
    requests: of.windowOf([of.failing(of.tasks, 0.5), of.slow(of.documents, 3100), ...of.quiet]),
  }),
  fault("the API is down and vmagent's clock 5 min ahead", ["clock-off", "api-down"], "down", {
    probe: probeDead,
    scrapes: ready({ ...scrapesAt(-300), api: [of.downTarget(2, { atMs: ago(-300) })], advance: 1 }),
  }),
];

/** Worth knowing, and no change of state: named, and the verdict stays UP. */
export const notices: Fault[] = [
  fault("only the console's own probes arrive", ["only-own-probes"], "up", {
    requests: of.windowOf([of.route("GET /api/health/", { requests: 20, short: { requests: 4, errors: 0, slow: 0 } })]),
  }),
  fault("two errors of 133", ["route-errors-few"], "up", {
    requests: of.windowOf([of.route(of.tasks, { requests: 133, errors: 2 }), of.route(of.documents), ...of.quiet]),
  }),
  fault("3 of 4 pushes failed after a restart", [], "up", {
    lanes: of.lanesOf(of.lane("push", { services: [of.service("APNs", { calls: 4, failures: 3 })] })),
  }),
  fault("a queue is paused", ["queue-paused"], "up", {
    lanes: of.lanesOf(
      of.lane("jobs", {
        faults: [{ kind: "paused", subject: "bug40", severity: "info", phase: "present", backlog: 250 }],
      }),
    ),
  }),
  fault("scraped every 60 s", ["interval-differs"], "up", {
    scrapes: scrapes([of.target({ intervalMs: 60_000, atMs: ago(50), sampleAtMs: ago(50) })]),
  }),
  fault("everything is traced", ["sampling-differs"], "up", {
    sampling: ready({ ratio: 1, requests: 300, traces: 300, overMs: 60_000 }),
  }),
  fault("two jobs scrape the same API", ["scraped-twice"], "up", {
    scrapes: scrapes([of.target()], { twins: [{ job: "pods", instance: "10.1.0.12:8000" }] }),
  }),
  fault("a token was refused until its sender got another", [], "up", {
    gateLog: gateLog([
      turnedTo("metrics", "denied", 200, {
        token: "oldTk",
        newest: { outcome: "denied", sinceMs: ago(200), atMs: ago(90) },
      }),
      turnedTo("traces", "denied", 200, {
        token: "oldTk",
        newest: { outcome: "denied", sinceMs: ago(200), atMs: ago(90) },
      }),
      of.sender("metrics"),
      of.sender("traces"),
    ]),
  }),
  fault("there was a gap", ["metrics-gap"], "up", {
    scrapes: scrapes([of.target({ gap: { fromMs: ago(500), toMs: ago(100) } })]),
  }),
  fault("a token is used from a new address", ["token-new-address"], "up", {
    tokens: ready([
      token({ newAddresses: [{ address: "198.51.100.4", scope: "metrics:write", atMs: ago(300) }] }),
      of.exporterToken(),
    ]),
  }),
  fault("a histogram has no finite bucket and is fast", ["no-finite-bucket"], "up", {
    requests: of.windowOf([
      of.route("GET /api/bug03/", { slow: null, p95Ms: null, percentileGap: "no-finite-bucket", highestBoundMs: null }),
      ...of.quiet,
    ]),
  }),
  fault("Jaeger is only late", ["traces-store-unreachable"], "up", { tracesStore: of.late, newestSpan: of.late }),
  fault("a scrape was lost, and one failed", [], "up", {
    scrapes: scrapes([of.downTarget(1), of.target({ instance: "b" })]),
  }),
  fault("an idle API sends no spans", [], "up", {
    newestSpan: ready({ startedAtMs: ago(900) }),
    tracesStoreSelf: ready({ isReadOnly: null, acceptedPerSecond: 0, refusedPerSecond: 0 }),
    gateLog: noTraces(900),
    requests: of.windowOf([of.route(of.tasks, { requests: 30, short: { requests: 1, errors: 0, slow: 0 } })]),
  }),
  fault("the console has just started, and the log is not read yet", [], "up", {
    startedAtMs: ago(5),
    gateLog: gateLog([], { isProven: false, provenAtMs: null, newestLineAtMs: null }),
  }),
];

export const allFaults: Fault[] = [...pathFaults, ...apiFaults, ...pairs, ...notices];

export { apiFaults, pathFaults };
