import type { VerdictCode } from "../../types";
import type { FindingCode } from "../codes";
import type { Facts } from "../facts/types";
import * as of from "./facts";

/** One fault as the facts show it: what is to be named, causes alone, in their order; and the verdict's word. */
export type Fault = { name: string; facts: Facts; codes: FindingCode[]; verdict: VerdictCode };
type Changes = Partial<Facts>;

const fault = (name: string, codes: FindingCode[], verdict: VerdictCode, changes: Changes): Fault => ({
  name,
  codes,
  verdict,
  facts: of.facts(changes),
});
const { ago, gateLog, ready, sender, token, turnedTo } = of;
const refused = (path: "metrics" | "traces", outcome: string, seconds = 30) =>
  path === "metrics"
    ? gateLog([turnedTo("metrics", outcome, seconds), sender("traces")])
    : gateLog([sender("metrics"), turnedTo("traces", outcome, seconds)]);
const stale = (seconds: number) =>
  ready(
    {
      api: [of.target({ atMs: ago(seconds), sampleAtMs: ago(seconds) })],
      vmagent: [of.vmagentTarget({ atMs: ago(seconds) })],
      twins: [],
      advance: 0,
    },
    ago(seconds),
  );
const scrapes = (api: ReturnType<typeof of.target>[], more = {}) =>
  ready({ api, vmagent: [of.vmagentTarget()], twins: [], advance: 1, ...more });
const lostSpans = ready({ spans: 1200, pushes: 14, sinceMs: ago(60), lastAtMs: ago(2) });
const silentSenders = (seconds: number, ...others: ReturnType<typeof sender>[]) =>
  gateLog([
    sender("metrics", {
      short: {},
      newest: { outcome: "ok", sinceMs: ago(900), atMs: ago(seconds) },
      okAtMs: ago(seconds),
    }),
    ...others,
  ]);
const noTraces = (seconds: number) =>
  gateLog([
    sender("metrics"),
    sender("traces", {
      short: {},
      newest: { outcome: "ok", sinceMs: ago(900), atMs: ago(seconds) },
      okAtMs: ago(seconds),
    }),
  ]);
const tokens = (state: "revoked" | "disabled" | "expired", path: "metrics" | "traces") => {
  const ended = { state, sinceMs: ago(40), by: state === "expired" ? null : "ops@example.org" } as const;
  return ready(path === "metrics" ? [token(ended), of.exporterToken()] : [token(), of.exporterToken(ended)]);
};
const slowFault = { kind: "slow", phase: "present", severity: "bad", usualP95Ms: 9 } as const;
const failingFault = { kind: "failing", phase: "present", severity: "bad" } as const;
const b2Failing = of.faulty("b2", {
  ...failingFault,
  ...{ subject: "b2", calls: 300, failures: 150, short: { calls: 60, failures: 30, slow: 0 }, limit: 0.02 },
});
const databaseSlow = of.faulty("database", { ...slowFault, subject: "database", p95Ms: 481, limitMs: 100 });
const apnsFailing = of.faulty("push", {
  ...failingFault,
  ...{ subject: "APNs", calls: 60, failures: 60, short: { calls: 12, failures: 12, slow: 0 }, limit: 0.2 },
});
const documentsFail = of.failing(of.documents, 0.5);
const probeDead = of.failed("api");
const gateDown = of.failed("gate");

/** Faults of the two paths and of the programs on them. */
export const pathFaults: Fault[] = [
  fault("the gate is down", ["gate-down"], "degraded", {
    gate: gateDown,
    gateLog: gateLog(
      [sender("metrics", { newest: { outcome: "ok", sinceMs: ago(900), atMs: ago(60) }, okAtMs: ago(60) })],
      {
        newestLineAtMs: ago(60),
      },
    ),
  }),
  fault("the gate is down for long: figures have ended", ["gate-down"], "degraded", {
    gate: gateDown,
    scrapes: stale(200),
    newestSpan: ready({ startedAtMs: ago(400) }),
    gateLog: gateLog([], { newestLineAtMs: ago(200), isProven: false }),
  }),
  fault("the gate answers 502 to everybody", ["gate-fails"], "degraded", {
    gate: ready({ status: 502, latencyMs: 2 }),
  }),
  fault("the gate takes writes without a token", ["gate-open"], "degraded", {
    gate: ready({ status: 204, latencyMs: 2 }),
  }),
  ...(["revoked", "disabled", "expired"] as const).flatMap((state) => [
    fault(`the metrics token is ${state}`, ["metrics-refused"], "degraded", {
      gateLog: refused("metrics", "denied"),
      tokens: tokens(state, "metrics"),
    }),
    fault(`the traces token is ${state}`, ["traces-refused"], "degraded", {
      gateLog: refused("traces", "denied"),
      tokens: tokens(state, "traces"),
      losses: lostSpans,
    }),
  ]),
  fault("the metrics token has the wrong scope", ["metrics-refused"], "degraded", {
    gateLog: refused("metrics", "wrong-scope"),
  }),
  fault("the traces token has the wrong scope", ["traces-refused"], "degraded", {
    gateLog: refused("traces", "wrong-scope"),
  }),
  fault("metrics come from a wrong address", ["metrics-refused"], "degraded", {
    gateLog: refused("metrics", "wrong-address"),
  }),
  fault("traces come from a wrong address", ["traces-refused"], "degraded", {
    gateLog: refused("traces", "wrong-address"),
  }),
  fault("vmagent sends a mistyped token", ["metrics-refused"], "degraded", {
    gateLog: gateLog([
      turnedTo("metrics", "malformed:wrong-checksum", 30, { token: "", okAtMs: null }),
      sender("traces"),
    ]),
  }),
  fault("metrics are refused for so long that figures have ended", ["metrics-refused"], "degraded", {
    gateLog: refused("metrics", "denied", 400),
    tokens: tokens("revoked", "metrics"),
    scrapes: stale(400),
  }),
  fault("half of the pushes of traces are refused", ["traces-refused"], "degraded", {
    gateLog: gateLog([
      sender("metrics"),
      sender("traces"),
      turnedTo("traces", "denied", 30, { token: "otherTk", address: "10.0.0.9" }),
    ]),
  }),
  fault("vmagent is gone", ["vmagent-gone"], "degraded", {
    gateLog: silentSenders(50, sender("traces")),
    scrapes: stale(50),
  }),
  fault("vmagent is gone for an hour", ["vmagent-gone"], "degraded", {
    gateLog: gateLog([sender("traces")]),
    scrapes: stale(3000),
  }),
  fault("metrics stop where no gate is configured", ["metrics-path-silent"], "degraded", {
    set: { scrapeIntervalMs: 15_000, samplingRatio: 0.1, hasGate: false },
    gate: { state: "empty", askedAtMs: of.nowMs },
    gateLog: gateLog([], { isProven: false, newestLineAtMs: null }),
    scrapes: stale(120),
  }),
  fault("vmagent delivers a backlog", ["vmagent-catches-up"], "degraded", {
    scrapes: ready({ ...scrapesAt(240), advance: 6 }, ago(240)),
  }),
  fault("vmagent throws blocks away", ["vmagent-drops"], "degraded", {
    vmagent: ready({
      ...{ answers: { "400": 5 }, retries: 0, dropped: 5, pendingBytes: 0, freeBytes: 1e9, bytesPerSecond: 1e4 },
      overMs: 300_000,
    }),
  }),
  fault("VictoriaMetrics is down", ["metrics-store-unreachable"], "unknown", metricsStoreGone()),
  fault("VictoriaMetrics hangs", ["metrics-store-unreachable"], "unknown", {
    ...metricsStoreGone(),
    metricsStore: of.late,
    scrapes: of.late,
  }),
  fault("VictoriaMetrics refuses a question as too heavy", ["metrics-store-too-busy"], "unknown", {
    requests: {
      state: "error",
      failure: { source: "victoriametrics", kind: "bad-status", message: "x", tooHeavy: true },
      askedAtMs: 0,
    },
  }),
  fault("the metrics storage is read-only", ["metrics-store-read-only"], "degraded", {
    metricsStoreSelf: ready({ isReadOnly: true, acceptedPerSecond: 0, refusedPerSecond: 0 }),
    gateLog: gateLog([turnedTo("metrics", "answer 503", 200), sender("traces")]),
    scrapes: stale(200),
  }),
  fault("VictoriaMetrics answers pushes with 500", ["metrics-store-refuses"], "degraded", {
    gateLog: gateLog([turnedTo("metrics", "answer 500", 40), sender("traces")]),
  }),
  fault("Jaeger is down", ["traces-store-unreachable"], "degraded", {
    tracesStore: of.failed("jaeger"),
    newestSpan: of.failed("jaeger"),
    gateLog: gateLog([sender("metrics"), turnedTo("traces", "answer 502", 30)]),
  }),
  fault("Jaeger answers pushes with 503", ["traces-store-refuses"], "degraded", {
    gateLog: gateLog([sender("metrics"), turnedTo("traces", "answer 503", 30)]),
    losses: lostSpans,
  }),
  fault("Jaeger's memory limiter refuses spans", ["traces-store-refuses"], "degraded", {
    tracesStoreSelf: ready({ isReadOnly: null, acceptedPerSecond: 2, refusedPerSecond: 30 }),
  }),
  fault("the API sends no traces any more", ["exporter-silent"], "degraded", {
    gateLog: noTraces(130),
    newestSpan: ready({ startedAtMs: ago(131) }),
  }),
  fault("spans stop where no gate is configured", ["traces-path-silent"], "degraded", {
    set: { scrapeIntervalMs: 15_000, samplingRatio: 0.1, hasGate: false },
    gate: { state: "empty", askedAtMs: of.nowMs },
    gateLog: gateLog([], { isProven: false, newestLineAtMs: null }),
    newestSpan: ready({ startedAtMs: ago(400) }),
  }),
  fault("vmagent's clock is 5 min behind", ["clock-off"], "degraded", {
    scrapes: ready({ ...scrapesAt(300), advance: 1 }),
  }),
  fault("vmagent's clock is 5 min ahead", ["clock-off"], "degraded", {
    scrapes: ready({ ...scrapesAt(-300), advance: 1 }),
  }),
  fault("the API's clock is 10 min behind", ["clock-off"], "degraded", {
    newestSpan: ready({ startedAtMs: ago(600) }),
  }),
  fault("the API's clock is 3 min ahead", ["clock-off"], "degraded", { newestSpan: ready({ startedAtMs: ago(-180) }) }),
  fault("the gate's log does not reach the console", ["gate-log-silent"], "degraded", {
    gateLog: gateLog([], { isProven: false, provenAtMs: ago(600), newestLineAtMs: ago(600) }),
  }),
];

function scrapesAt(seconds: number) {
  return {
    api: [of.target({ atMs: ago(seconds), sampleAtMs: ago(seconds) })],
    vmagent: [of.vmagentTarget({ atMs: ago(seconds) })],
    twins: [],
  };
}

function metricsStoreGone(): Changes {
  const gone = of.failed("victoriametrics");
  return {
    ...{
      metricsStore: gone,
      metricsStoreSelf: gone,
      scrapes: gone,
      vmagent: gone,
      requests: gone,
      lanes: gone,
      pods: gone,
    },
    gateLog: gateLog([turnedTo("metrics", "answer 502", 30), sender("traces")]),
  };
}

/** Faults of the API, its pods, its requests and of what they wait for. */
export const apiFaults: Fault[] = [
  fault("the API is down", ["api-down"], "down", { probe: probeDead, scrapes: scrapes([of.downTarget(1)]) }),
  fault("the API is down and nobody probes it", ["api-down"], "down", {
    probe: null,
    scrapes: scrapes([of.downTarget(2)]),
  }),
  fault("users cannot reach the API", ["api-unreachable"], "down", { probe: probeDead }),
  fault("the health URL answers 503", ["api-unreachable"], "down", { probe: ready({ status: 503, latencyMs: 4 }) }),
  fault("vmagent finds no pod, and the API answers", ["api-gone"], "degraded", {
    scrapes: scrapes([of.target({ atMs: ago(200), sampleAtMs: ago(200) })]),
  }),
  fault("the API is gone, and nobody probes it", ["api-gone"], "down", {
    probe: null,
    scrapes: scrapes([of.target({ atMs: ago(200), sampleAtMs: ago(200) })]),
  }),
  fault("its /metrics hangs", ["api-not-scraped"], "degraded", { scrapes: scrapes([of.downTarget(3)]) }),
  fault("one pod of three is down", ["pods-down"], "degraded", {
    scrapes: scrapes([
      of.target(),
      of.target({ instance: "b:8000" }),
      of.downTarget(3, { instance: "c:8000", pod: "api-3" }),
    ]),
  }),
  fault("a pod restarts again and again", ["pod-restarts"], "degraded", {
    scrapes: scrapes([of.target({ startsMs: [ago(500), ago(300), ago(100)] })]),
  }),
  fault("several processes behind one target", ["several-processes"], "degraded", {
    scrapes: scrapes([of.target({ startsMs: [ago(900), ago(800)], isSeveral: true })]),
    requests: { state: "empty", askedAtMs: of.nowMs },
  }),
  fault("one bad pod", ["pod-outlier"], "degraded", {
    scrapes: scrapes([of.target(), of.target({ instance: "b:8000" }), of.target({ instance: "c:8000" })]),
    pods: ready({
      outliers: [{ id: "c", name: "api-3", kind: "errors", text: "38 % errors against 0.2 % on the two others" }],
      ...{ pods: 3, compared: 3, windowMs: 300_000 },
    }),
  }),
  fault("a route fails half of the time", ["route-failing"], "degraded", {
    requests: of.windowOf([of.failing(of.tasks, 0.5), of.route(of.documents), ...of.quiet]),
  }),
  fault("a burst that the long window hardly shows", ["route-failing"], "degraded", {
    requests: of.windowOf([
      of.route(of.tasks, { errors: 12, short: { requests: 60, errors: 12, slow: 0 }, requests: 2500 }),
      of.route(of.documents),
      ...of.quiet,
    ]),
  }),
  fault("all routes fail a little", ["requests-failing"], "degraded", {
    requests: of.windowOf(
      [of.tasks, of.documents, "GET /a/", "GET /b/", "GET /c/", "GET /d/"].map((name) =>
        of.route(name, { errors: 6, short: { requests: 60, errors: 2, slow: 0 } }),
      ),
    ),
  }),
  fault("a route is slow", ["route-slow"], "degraded", {
    requests: of.windowOf([of.slow(of.documents, 3100), of.route(of.tasks), ...of.quiet]),
  }),
  fault("a route without buckets is slow by its mean", ["route-slow"], "degraded", {
    requests: of.windowOf([
      of.route("GET /api/bug03/", {
        slow: null,
        p95Ms: null,
        percentileGap: "no-finite-bucket",
        highestBoundMs: null,
        meanMs: 3000,
      }),
      ...of.quiet,
    ]),
  }),
  fault("the database is slow and slows the routes", ["database-slow"], "degraded", {
    lanes: of.lanesOf(databaseSlow),
    requests: of.windowOf([of.slow(of.tasks, 4200), of.slow(of.documents, 2100), ...of.quiet]),
  }),
  fault("B2 within its limit makes a route slow, by its share of the time", ["b2-slow"], "degraded", {
    lanes: of.lanesOf(of.lane("b2", { services: [of.service("b2", { p95Ms: 3000, usualP95Ms: 700, seconds: 350 })] })),
    requests: of.windowOf([of.slow(of.documents, 3100), of.route(of.tasks), ...of.quiet]),
  }),
  fault("B2 refuses uploads", ["b2-failing"], "degraded", {
    lanes: of.lanesOf(b2Failing),
    requests: of.windowOf([documentsFail, of.route(of.tasks), ...of.quiet]),
  }),
  fault("all pushes of APNs fail", ["push-failing"], "degraded", { lanes: of.lanesOf(apnsFailing) }),
  fault("pushes are slow", ["push-slow"], "degraded", {
    lanes: of.lanesOf(of.faulty("push", { ...slowFault, subject: "FCM", p95Ms: 9000, limitMs: 2000 })),
  }),
  fault("jobs are stuck", ["jobs-stuck"], "degraded", { lanes: of.lanesOf(jobsFault("stuck")) }),
  fault("jobs are late", ["jobs-late"], "degraded", { lanes: of.lanesOf(jobsFault("late")) }),
  fault("tries of jobs fail", ["jobs-failing"], "degraded", {
    lanes: of.lanesOf(
      of.faulty("jobs", {
        ...failingFault,
        ...{ subject: "low", calls: 40, failures: 30, short: { calls: 8, failures: 7, slow: null }, limit: 0.2 },
      }),
    ),
  }),
  fault("Redis is gone", ["jobs-unknown"], "degraded", {
    lanes: of.lanesOf(
      of.lane("jobs", {
        ...{ code: "vanished", health: "unknown", sampledAtMs: ago(100) },
        faults: [{ kind: "vanished", subject: "jobs", severity: "warn", phase: "present", sinceMs: ago(100) }],
      }),
    ),
  }),
  fault("nobody asks the API anything", ["no-traffic"], "degraded", {
    requests: of.windowOf([], { p95Ms: null, percentileGap: "few-requests", slow: null }),
  }),
  fault("no scrape has arrived yet", ["waiting-for-scrape"], "unknown", {
    startedAtMs: ago(20),
    scrapes: { state: "empty", askedAtMs: of.nowMs },
    gateLog: gateLog([]),
    requests: { state: "empty", askedAtMs: of.nowMs },
    lanes: ready({ lanes: [], notReached: [], windowMs: 300_000, shortMs: 60_000, requestSeconds: null }),
    newestSpan: { state: "empty", askedAtMs: of.nowMs },
  }),
  fault("requests are counted under another job", ["other-job"], "unknown", {
    scrapes: ready({ api: [], vmagent: [of.vmagentTarget()], twins: [], advance: 1 }),
    otherJobs: ["kubernetes-pods"],
    requests: { state: "empty", askedAtMs: of.nowMs },
  }),
];

function jobsFault(kind: "stuck" | "late") {
  const drain =
    kind === "stuck" ? ({ kind: "never", reason: "grows" } as const) : ({ kind: "drains", etaSeconds: 60 } as const);
  return of.faulty("jobs", {
    ...{ kind, subject: "default", severity: "bad", phase: "present", waitSeconds: 400, limitSeconds: 60, drain },
  });
}

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
