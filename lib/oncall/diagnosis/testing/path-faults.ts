import * as of from "./facts";
import {
  type Fault,
  fault,
  gateDown,
  lostSpans,
  metricsStoreGone,
  noTraces,
  refused,
  scrapesAt,
  silentSenders,
  stale,
  tokens,
} from "./fault-parts";

const { ago, gateLog, ready, sender, turnedTo } = of;

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
  fault("VictoriaMetrics answers, and not yet who was scraped", ["metrics-store-too-busy"], "unknown", {
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
