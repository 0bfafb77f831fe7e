import type { VerdictCode } from "../../types";
import type { FindingCode } from "../codes";
import type { Facts } from "../facts/types";
import * as of from "./facts";

/** One fault as the facts show it: what is to be named, causes alone, in their order; and the verdict's word. */
export type Fault = { name: string; facts: Facts; codes: FindingCode[]; verdict: VerdictCode };
export type Changes = Partial<Facts>;

export const fault = (name: string, codes: FindingCode[], verdict: VerdictCode, changes: Changes): Fault => ({
  name,
  codes,
  verdict,
  facts: of.facts(changes),
});
const { ago, gateLog, ready, sender, token, turnedTo } = of;
export const refused = (path: "metrics" | "traces", outcome: string, seconds = 30) =>
  path === "metrics"
    ? gateLog([turnedTo("metrics", outcome, seconds), sender("traces")])
    : gateLog([sender("metrics"), turnedTo("traces", outcome, seconds)]);
export const stale = (seconds: number) =>
  ready(
    {
      api: [of.target({ atMs: ago(seconds), sampleAtMs: ago(seconds) })],
      vmagent: [of.vmagentTarget({ atMs: ago(seconds) })],
      twins: [],
      advance: 0,
    },
    ago(seconds),
  );
export const scrapes = (api: ReturnType<typeof of.target>[], more = {}) =>
  ready({ api, vmagent: [of.vmagentTarget()], twins: [], advance: 1, ...more });
export const lostSpans = ready({ spans: 1200, pushes: 14, sinceMs: ago(60), lastAtMs: ago(2) });
export const silentSenders = (seconds: number, ...others: ReturnType<typeof sender>[]) =>
  gateLog([
    sender("metrics", {
      short: {},
      newest: { outcome: "ok", sinceMs: ago(900), atMs: ago(seconds) },
      okAtMs: ago(seconds),
    }),
    ...others,
  ]);
export const noTraces = (seconds: number) =>
  gateLog([
    sender("metrics"),
    sender("traces", {
      short: {},
      newest: { outcome: "ok", sinceMs: ago(900), atMs: ago(seconds) },
      okAtMs: ago(seconds),
    }),
  ]);
export const tokens = (state: "revoked" | "disabled" | "expired", path: "metrics" | "traces") => {
  const ended = { state, sinceMs: ago(40), by: state === "expired" ? null : "ops@example.org" } as const;
  return ready(path === "metrics" ? [token(ended), of.exporterToken()] : [token(), of.exporterToken(ended)]);
};
export const slowFault = { kind: "slow", phase: "present", severity: "bad", usualP95Ms: 9 } as const;
export const failingFault = { kind: "failing", phase: "present", severity: "bad" } as const;
export const b2Failing = of.faulty("b2", {
  ...failingFault,
  ...{ subject: "b2", calls: 300, failures: 150, short: { calls: 60, failures: 30, slow: 0 }, limit: 0.02 },
});
export const databaseSlow = of.faulty("database", { ...slowFault, subject: "database", p95Ms: 481, limitMs: 100 });
export const apnsFailing = of.faulty("push", {
  ...failingFault,
  ...{ subject: "APNs", calls: 60, failures: 60, short: { calls: 12, failures: 12, slow: 0 }, limit: 0.2 },
});
export const documentsFail = of.failing(of.documents, 0.5);
export const probeDead = of.failed("api");
export const gateDown = of.failed("gate");

export function scrapesAt(seconds: number) {
  return {
    api: [of.target({ atMs: ago(seconds), sampleAtMs: ago(seconds) })],
    vmagent: [of.vmagentTarget({ atMs: ago(seconds) })],
    twins: [],
  };
}

export function metricsStoreGone(): Changes {
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

export function jobsFault(kind: "stuck" | "late") {
  const drain =
    kind === "stuck" ? ({ kind: "never", reason: "grows" } as const) : ({ kind: "drains", etaSeconds: 60 } as const);
  return of.faulty("jobs", {
    ...{ kind, subject: "default", severity: "bad", phase: "present", waitSeconds: 400, limitSeconds: 60, drain },
  });
}
