import { describe, expect, it } from "vitest";
import type { Measured } from "@/lib/measured";
import type { ScrapeFacts } from "./scrape-facts";
import { type ProbeAnswer, reportProbe, reportScrape, reportSpans } from "./witness-reports";
import { buildWitnesses } from "./witnesses";

const nowMs = 1_000_000_000;
const limits = { metricsStaleSeconds: 75, spansStaleSeconds: 300 };
const failure = { kind: "timeout", message: "No answer." } as const;

const ready = <T>(value: T): Measured<T> => ({ state: "ready", value, sampledAtMs: nowMs });
const pod = (up: boolean, ageSeconds: number, instance = "10.0.0.1:8000") => ({
  instance,
  up,
  atMs: nowMs - ageSeconds * 1000,
});
const facts = (pods: ScrapeFacts["pods"], vmagentAgeSeconds: number | null): Measured<ScrapeFacts> =>
  ready({
    pods,
    newestSampleAtMs: null,
    vmagentAtMs: vmagentAgeSeconds === null ? null : nowMs - vmagentAgeSeconds * 1000,
  });

const scrapes = {
  up: facts([pod(true, 6)], 6),
  partly: facts([pod(true, 6), pod(false, 6, "10.0.0.2:8000")], 6),
  down: facts([pod(false, 6)], 6),
  gone: facts([pod(true, 600)], 6),
  silent: facts([pod(true, 600)], 600),
  unasked: { state: "error", failure: { source: "victoriametrics", ...failure }, askedAtMs: nowMs },
  empty: { state: "empty", askedAtMs: nowMs },
} satisfies Record<string, Measured<ScrapeFacts>>;

const spans = {
  fresh: ready({ startedAtMs: nowMs - 9000 }),
  old: ready({ startedAtMs: nowMs - 900_000 }),
  none: { state: "empty", askedAtMs: nowMs },
  unasked: { state: "error", failure: { source: "jaeger", ...failure }, askedAtMs: nowMs },
} satisfies Record<string, Measured<{ startedAtMs: number }>>;

const probes = {
  ok: ready({ status: 200, latencyMs: 41 }),
  broken: ready({ status: 503, latencyMs: 41 }),
  dead: { state: "error", failure: { source: "api", kind: "unreachable", message: "Refused." }, askedAtMs: nowMs },
  none: null,
} satisfies Record<string, Measured<ProbeAnswer> | null>;

type Case = [keyof typeof scrapes, keyof typeof spans, keyof typeof probes, string, string, RegExp | null];

function rule(scrape: keyof typeof scrapes, span: keyof typeof spans, probe: keyof typeof probes) {
  return buildWitnesses({
    scrape: reportScrape(scrapes[scrape], limits, nowMs),
    spans: reportSpans(spans[span], limits, nowMs),
    probe: reportProbe(probes[probe], nowMs),
  });
}

describe("the three witnesses together", () => {
  it.each<Case>([
    ["up", "fresh", "ok", "up", "ok", null],
    ["up", "none", "ok", "up", "ok", null],
    ["up", "old", "ok", "up", "warn", /^Traces path silent, API fine\.$/],
    ["partly", "fresh", "ok", "up", "warn", null],
    ["silent", "fresh", "ok", "up", "warn", /^Metrics path down, API fine\.$/],
    ["silent", "old", "ok", "up", "warn", /Metrics and traces paths down, API fine/],
    ["down", "fresh", "ok", "up", "warn", /not vmagent's scrapes/],
    ["gone", "fresh", "ok", "up", "warn", /finds no pod/],
    ["unasked", "fresh", "ok", "up", "unknown", null],
    ["empty", "none", "ok", "up", "unknown", null],
    ["up", "fresh", "dead", "down", "bad", /Users cannot reach the API/],
    ["up", "fresh", "broken", "down", "bad", /Users cannot reach the API/],
    ["down", "fresh", "dead", "down", "bad", null],
    ["gone", "old", "dead", "down", "bad", null],
    ["silent", "fresh", "dead", "down", "bad", /spans came until recently/],
    ["unasked", "unasked", "dead", "down", "bad", null],
    ["up", "fresh", "none", "up", "ok", null],
    ["down", "fresh", "none", "down", "bad", null],
    ["gone", "fresh", "none", "down", "bad", null],
    ["silent", "fresh", "none", "up", "warn", /Metrics path down, but spans still arrive/],
    ["silent", "old", "none", "unknown", "unknown", null],
    ["unasked", "fresh", "none", "up", "unknown", null],
    ["unasked", "unasked", "none", "unknown", "unknown", null],
    ["empty", "none", "none", "unknown", "unknown", null],
  ])("scrape %s, spans %s, probe %s: %s (%s)", (scrape, span, probe, liveness, health, sentence) => {
    const witnesses = rule(scrape, span, probe);
    expect([witnesses.liveness, witnesses.health]).toEqual([liveness, health]);
    if (sentence) expect(witnesses.disagreement).toMatch(sentence);
    else expect(witnesses.disagreement).toBeNull();
  });

  it("is green only when a live API was seen from every side that is configured", () => {
    const keys = <T extends object>(of: T) => Object.keys(of) as (keyof T)[];
    for (const scrape of keys(scrapes))
      for (const span of keys(spans))
        for (const probe of keys(probes)) {
          if (rule(scrape, span, probe).health !== "ok") continue;
          expect([scrape, ["ok", "none"].includes(probe)]).toEqual(["up", true]);
        }
  });
});

describe("the scrape as a witness", () => {
  it("names the pods that are down", () => {
    expect(reportScrape(scrapes.partly, limits, nowMs)).toMatchObject({
      word: "1 of 2 up",
      detail: expect.stringContaining("10.0.0.2:8000"),
    });
  });

  it("tells a gone API from a dead metrics path by vmagent's own freshness", () => {
    expect(reportScrape(scrapes.gone, limits, nowMs).word).toBe("API gone");
    expect(reportScrape(scrapes.silent, limits, nowMs).word).toBe("path silent");
    expect(reportScrape(facts([pod(true, 600)], null), limits, nowMs).detail).toContain("in the last hour");
  });

  it("never shows a negative age when clocks differ", () => {
    expect(reportScrape(facts([pod(true, -30)], 0), limits, nowMs).ageMs).toBe(0);
  });
});

describe("the spans as a witness", () => {
  it("says how many did not get in, and testifies as before", () => {
    const lost = "At the gate about 120 spans lost.";
    const plain = reportSpans(spans.fresh, limits, nowMs);
    expect(reportSpans(spans.fresh, limits, nowMs, lost)).toEqual({ ...plain, detail: `${plain.detail} ${lost}` });
  });
});
