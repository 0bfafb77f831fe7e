import * as of from "./facts";
import {
  apnsFailing,
  b2Failing,
  databaseSlow,
  documentsFail,
  type Fault,
  failingFault,
  fault,
  jobsFault,
  probeDead,
  scrapes,
  slowFault,
} from "./fault-parts";

const { ago, gateLog, ready } = of;

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
  fault("vmagent has found no pod for two scrapes", ["api-gone"], "degraded", {
    scrapes: scrapes([of.target({ atMs: ago(40), sampleAtMs: ago(40) })]),
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
    lanes: ready({
      lanes: [],
      notReached: [],
      windowMs: 300_000,
      shortMs: 60_000,
      usualOverMs: null,
      requestSeconds: null,
    }),
    newestSpan: { state: "empty", askedAtMs: of.nowMs },
  }),
  fault("requests are counted under another job", ["other-job"], "unknown", {
    scrapes: ready({ api: [], vmagent: [of.vmagentTarget()], twins: [], advance: 1 }),
    otherJobs: ["kubernetes-pods"],
    requests: { state: "empty", askedAtMs: of.nowMs },
  }),
  fault("the API's job got another name while it ran, and nobody probes it", ["other-job"], "unknown", {
    probe: null,
    scrapes: scrapes([of.target({ atMs: ago(200), sampleAtMs: ago(200) })]),
    otherJobs: ["kubernetes-pods"],
  }),
];
