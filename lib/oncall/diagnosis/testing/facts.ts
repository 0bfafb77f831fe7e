import type { Lane, LaneFault, Lanes, ServiceNow } from "@/lib/dependencies/types";
import type { Measured } from "@/lib/measured";
import { apiJob, vmagentJob } from "@/lib/plan/contract";
import { defaultThresholds } from "@/lib/plan/thresholds";
import type { RouteNow, WindowFigures } from "@/lib/red/types";
import type { Facts, GateLogFacts, PushSender, ScrapeTarget, TokenFacts } from "../facts/types";

export const nowMs = Date.UTC(2026, 2, 1, 3, 14);
export const ago = (seconds: number): number => nowMs - seconds * 1000;
export const ready = <T>(value: T, sampledAtMs = nowMs): Measured<T> => ({ state: "ready", value, sampledAtMs });
export const failed = (
  source: "victoriametrics" | "jaeger" | "gate" | "api",
  kind: "timeout" | "unreachable" = "unreachable",
): Measured<never> => ({
  state: "error",
  failure: { source, kind, message: `${source} did not answer.` },
  askedAtMs: nowMs,
});
export const late: Measured<never> = { state: "loading" };

export const target = (changes: Partial<ScrapeTarget> = {}): ScrapeTarget => ({
  job: apiJob,
  instance: "10.1.0.12:8000",
  pod: null,
  isUp: true,
  failed: null,
  atMs: ago(6),
  sampleAtMs: ago(6),
  intervalMs: 15_000,
  gap: null,
  startsMs: [ago(86_400)],
  isSeveral: false,
  ...changes,
});
export const vmagentTarget = (changes: Partial<ScrapeTarget> = {}) =>
  target({ job: vmagentJob, instance: "vmagent:8429", ...changes });
export const downTarget = (count: number, changes: Partial<ScrapeTarget> = {}) =>
  target({ isUp: false, failed: { count, sinceMs: ago(15 * count) }, sampleAtMs: ago(15 * count + 9), ...changes });

export const sender = (path: "metrics" | "traces", changes: Partial<PushSender> = {}): PushSender => ({
  scope: `${path}:write`,
  token: path === "metrics" ? "vmagentTok" : "exporterTk",
  address: "10.0.0.7",
  agent: path === "metrics" ? "vmagent" : "OTel OTLP Exporter Go/1.47.0",
  long: { ok: 60 },
  short: { ok: 12 },
  newest: { outcome: "ok", sinceMs: ago(600), atMs: ago(3) },
  okAtMs: ago(3),
  ...changes,
});
/** A sender whose pushes have had this outcome alone for a while. */
export const turnedTo = (path: "metrics" | "traces", outcome: string, sinceSeconds: number, changes = {}) => {
  const count = Math.max(2, Math.round(sinceSeconds / 5));
  const counts = { [outcome]: count };
  return sender(path, {
    long: { ok: 40, ...counts },
    short: counts,
    newest: { outcome, sinceMs: ago(sinceSeconds), atMs: ago(2) },
    okAtMs: ago(sinceSeconds + 5),
    ...changes,
  });
};

export const token = (changes: Partial<TokenFacts> = {}): TokenFacts => ({
  publicId: "vmagentTok",
  name: "k3s-vmagent",
  state: "active",
  sinceMs: null,
  by: null,
  scopes: ["metrics:write"],
  newAddresses: [],
  ...changes,
});
export const exporterToken = (changes: Partial<TokenFacts> = {}) =>
  token({ publicId: "exporterTk", name: "api-exporter", scopes: ["traces:write"], ...changes });

export const gateLog = (senders: PushSender[], changes: Partial<GateLogFacts> = {}): Measured<GateLogFacts> =>
  ready({ provenAtMs: ago(30), isProven: true, newestLineAtMs: ago(2), senders, ...changes });

/** A route of 100 requests in five minutes that answers within 80 ms. */
export const route = (name: string, changes: Partial<RouteNow> = {}): RouteNow => ({
  name,
  requests: 300,
  errors: 0,
  slow: 2,
  p95Ms: 80,
  percentileGap: null,
  highestBoundMs: 10_000,
  meanMs: 40,
  seconds: 12,
  earlierP95Ms: 75,
  short: { requests: 60, errors: 0, slow: 0 },
  ...changes,
});
export const documents = "POST /api/documents/";
export const tasks = "GET /api/tasks/";
/** A route with a share of errors, or of slow requests, over both windows. */
export const failing = (name: string, ratio: number, changes: Partial<RouteNow> = {}) =>
  route(name, { errors: 300 * ratio, short: { requests: 60, errors: 60 * ratio, slow: 0 }, ...changes });
export const slow = (name: string, p95Ms: number, changes: Partial<RouteNow> = {}) =>
  route(name, {
    ...{ slow: 240, p95Ms, meanMs: p95Ms / 2, seconds: 0.15 * p95Ms },
    short: { requests: 60, errors: 0, slow: 48 },
    ...changes,
  });

/** The window's figures as the sum of its routes. */
export function windowOf(routes: RouteNow[], changes: Partial<WindowFigures> = {}): Measured<WindowFigures> {
  const sum = (read: (route: RouteNow) => number | null) => routes.reduce((total, one) => total + (read(one) ?? 0), 0);
  return ready({
    requests: sum((one) => one.requests),
    errors: sum((one) => one.errors),
    slow: sum((one) => one.slow),
    p95Ms: 412,
    percentileGap: null,
    highestBoundMs: 10_000,
    coveredSeconds: 300,
    windowSeconds: 300,
    short: {
      requests: sum((one) => one.short.requests),
      errors: sum((one) => one.short.errors),
      slow: sum((one) => one.short.slow),
    },
    shortSeconds: 60,
    routes,
    ...changes,
  });
}
export const quiet = ["GET /api/residences/", "GET /api/residences/:id/", "POST /api/auth/login/"].map((name) =>
  route(name),
);

export const service = (name: string, changes: Partial<ServiceNow> = {}): ServiceNow => ({
  name,
  calls: 900,
  failures: 0,
  slow: 4,
  p95Ms: 9,
  usualP95Ms: 9,
  seconds: 6,
  atMs: ago(6),
  short: { calls: 180, failures: 0, slow: 1 },
  ...changes,
});
export const lane = (name: Lane["name"], changes: Partial<Lane> = {}): Lane => ({
  name,
  code: "ok",
  health: "ok",
  word: "ok",
  figure: "1/s",
  reasons: [],
  faults: [],
  services: name === "jobs" ? [] : name === "push" ? [service("APNs"), service("FCM")] : [service(name)],
  sampledAtMs: ago(6),
  ...changes,
});
export const faulty = (name: Lane["name"], ...faults: LaneFault[]) =>
  lane(name, { health: "bad", code: "failing", faults });
export const lanesOf = (...changed: Lane[]): Measured<Lanes> =>
  ready({
    lanes: (["database", "b2", "push", "jobs"] as const).map(
      (name) => changed.find((one) => one.name === name) ?? lane(name),
    ),
    notReached: [],
    windowMs: 300_000,
    shortMs: 60_000,
    usualOverMs: 7 * 3_600_000,
    requestSeconds: 60,
  });

/** What is known on a day on which nothing is wrong, with changes. */
export const facts = (changes: Partial<Facts> = {}): Facts => ({
  nowMs,
  startedAtMs: ago(7200),
  set: { scrapeIntervalMs: 15_000, samplingRatio: 0.1, hasGate: true },
  windowMs: 300_000,
  shortMs: 60_000,
  thresholds: defaultThresholds,
  metricsStore: ready({ latencyMs: 3 }),
  metricsStoreSelf: ready({ isReadOnly: false, acceptedPerSecond: 40, refusedPerSecond: 0 }),
  tracesStore: ready({ latencyMs: 5 }),
  tracesStoreSelf: ready({ isReadOnly: null, acceptedPerSecond: 12, refusedPerSecond: 0 }),
  scrapes: ready({ api: [target()], vmagent: [vmagentTarget()], twins: [], advance: 1 }, ago(6)),
  vmagent: ready({
    ...{ answers: { "204": 60 }, retries: 0, dropped: 0, pendingBytes: 0 },
    ...{ freeBytes: 500_000_000, bytesPerSecond: 15_000, overMs: 300_000 },
  }),
  gate: ready({ status: 401, latencyMs: 2 }),
  gateLog: gateLog([sender("metrics"), sender("traces")]),
  tokens: ready([token(), exporterToken()]),
  losses: { state: "empty", askedAtMs: nowMs },
  newestSpan: ready({ startedAtMs: ago(9) }, ago(9)),
  sampling: ready({ ratio: 0.1, requests: 300, traces: 30, overMs: 60_000 }),
  probe: ready({ status: 200, latencyMs: 41 }),
  ownProbes: { route: "/api/health/", sent: 20 },
  requests: windowOf([route(tasks), route(documents), ...quiet]),
  lanes: lanesOf(),
  pods: ready({ outliers: [], pods: 1, compared: 1, windowMs: 300_000 }),
  otherJobs: [],
  ...changes,
});
