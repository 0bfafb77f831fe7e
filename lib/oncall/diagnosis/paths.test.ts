import { describe, expect, it } from "vitest";
import type { Facts } from "./facts/types";
import { figure, finding } from "./findings/bits";
import { buildPaths } from "./paths";
import {
  ago,
  downTarget,
  facts,
  failed,
  gateLog,
  nowMs,
  ready,
  sender,
  target,
  turnedTo,
  vmagentTarget,
} from "./testing/facts";
import { probeDead, scrapes, scrapesAt, stale } from "./testing/fault-parts";
import type { Finding, PathName } from "./types";

const empty = { state: "empty", askedAtMs: nowMs } as const;
const hopsOf = (name: PathName, changes: Partial<Facts> = {}, findings: Finding[] = []) =>
  buildPaths(facts(changes), findings).find((path) => path.name === name)?.hops ?? [];
const hop = (name: PathName, place: string, changes: Partial<Facts> = {}, findings: Finding[] = []) =>
  hopsOf(name, changes, findings).find((one) => one.place === place);
const read = (name: PathName, changes: Partial<Facts> = {}) =>
  hopsOf(name, changes).map(({ place, health, atMs, href }) => [place, health, atMs, href]);
const at = (place: Finding["place"], code: Finding["code"], changes: Partial<Finding> = {}) =>
  finding({ code, place, severity: "bad", ...changes });

describe("a day on which nothing is wrong", () => {
  it("has each hop with its newest sign of life, and where to read on", () => {
    expect(read("metrics")).toEqual([
      ["api", "ok", ago(6), "/pods"],
      ["vmagent", "ok", ago(3), "/#tiles"],
      ["gate", "ok", nowMs, "/tokens"],
      ["victoriametrics", "ok", ago(6), "/budget"],
      ["console", "ok", nowMs, "/#verdict"],
    ]);
    expect(read("traces")).toEqual([
      ["exporter", "ok", ago(3), "/traces"],
      ["gate", "ok", nowMs, "/tokens"],
      ["jaeger", "ok", ago(9), "/traces"],
      ["console", "ok", nowMs, "/#verdict"],
    ]);
    expect(read("probe")).toEqual([
      ["probe", "ok", nowMs, "/#verdict"],
      ["api", "ok", ago(6), "/pods"],
    ]);
    expect(hopsOf("metrics").every((one) => one.finding === null)).toBe(true);
  });

  it("has no gate where none is set, and no probe where nobody asks", () => {
    const set = { scrapeIntervalMs: 15_000, samplingRatio: 0.1, hasGate: false };
    expect(read("metrics", { set }).map(([place]) => place)).toEqual(["api", "vmagent", "victoriametrics", "console"]);
    expect(read("traces", { set }).map(([place]) => place)).toEqual(["exporter", "jaeger", "console"]);
    expect(buildPaths(facts({ probe: null }), []).map(({ name }) => name)).toEqual(["metrics", "traces"]);
  });
});

describe("the API's hop", () => {
  it("was last seen by the newest scrape that it answered, else by the probe", () => {
    const api = [target({ atMs: ago(9) }), target({ atMs: ago(4), instance: "b" }), downTarget(2, { atMs: ago(2) })];
    expect(hop("metrics", "api", { scrapes: scrapes(api) })?.atMs).toBe(ago(4));
    const down = { scrapes: scrapes([downTarget(2)]) };
    expect(hop("metrics", "api", { ...down, probe: ready({ status: 200, latencyMs: 4 }, ago(1)) })?.atMs).toBe(ago(1));
    expect(hop("metrics", "api", { ...down, probe: null })).toMatchObject({ atMs: null, health: "unknown" });
  });

  it("is ok on the probe's path only where the probe is answered well", () => {
    const healths = (probe: Facts["probe"]) => hopsOf("probe", { probe }).map(({ health, atMs }) => [health, atMs]);
    const answered = (status: number) => ready({ status, latencyMs: 4 }, ago(1));
    expect(healths(answered(204))).toEqual([
      ["ok", ago(1)],
      ["ok", ago(6)],
    ]);
    expect(healths(answered(503))).toEqual([
      ["unknown", ago(1)],
      ["unknown", ago(6)],
    ]);
    expect(healths(probeDead)).toEqual([
      ["unknown", null],
      ["unknown", ago(6)],
    ]);
  });
});

describe("a hop that shows no sign of life", () => {
  it("vmagent: when it last pushed or was scraped, whichever is newer", () => {
    const pushed = (seconds: number) => ({
      gateLog: gateLog([sender("metrics", { newest: { outcome: "ok", sinceMs: 0, atMs: ago(seconds) } })]),
    });
    expect(hop("metrics", "vmagent", { ...pushed(75), scrapes: stale(200) })).toMatchObject({
      health: "ok",
      atMs: ago(75),
    });
    expect(hop("metrics", "vmagent", { ...pushed(76), scrapes: stale(200) })).toMatchObject({ health: "unknown" });
    expect(hop("metrics", "vmagent", { gateLog: empty, scrapes: stale(40) })).toMatchObject({
      health: "ok",
      atMs: ago(40),
    });
    // A clock that is ahead: nothing was seen later than now.
    expect(hop("metrics", "vmagent", { scrapes: ready({ ...scrapesAt(-300), advance: 1 }) })?.atMs).toBe(nowMs);
    expect(hop("metrics", "vmagent", { gateLog: empty, scrapes: empty })).toMatchObject({
      health: "unknown",
      atMs: null,
    });
  });

  it("the gate: as it answered, else when it was asked, or when its log was last proven", () => {
    expect(hop("metrics", "gate", { gate: ready({ status: 401, latencyMs: 2 }, ago(1)) })).toMatchObject({
      health: "ok",
      atMs: ago(1),
    });
    expect(hop("metrics", "gate", { gate: ready({ status: 502, latencyMs: 2 }) })).toMatchObject({ health: "unknown" });
    expect(hop("traces", "gate", { gate: failed("gate") })).toMatchObject({ health: "unknown", atMs: nowMs });
    expect(hop("traces", "gate", { gate: empty })).toMatchObject({ health: "unknown", atMs: ago(30) });
    expect(hop("traces", "gate", { gate: empty, gateLog: empty })).toMatchObject({ health: "unknown", atMs: null });
  });

  it("VictoriaMetrics: it answers, and what it holds is fresh", () => {
    const store = (changes: Partial<Facts>) => hop("metrics", "victoriametrics", changes);
    expect(store({ scrapes: stale(75) })).toMatchObject({ health: "ok", atMs: ago(75) });
    expect(store({ scrapes: stale(76) })).toMatchObject({ health: "unknown", atMs: ago(76) });
    expect(store({ scrapes: empty, metricsStore: ready({ latencyMs: 1 }, ago(1)) })).toMatchObject({
      health: "ok",
      atMs: ago(1),
    });
    expect(store({ metricsStore: failed("victoriametrics") })).toMatchObject({ health: "unknown", atMs: null });
  });

  it("the exporter: when it last pushed, or was let in, or a span of it was stored", () => {
    const silent = { gateLog: gateLog([]), newestSpan: empty } as const;
    const exporter = (changes: Partial<Facts>) => hop("traces", "exporter", { ...silent, ...changes });
    const pushed = (seconds: number, okSeconds: number) =>
      gateLog([
        sender("traces", { newest: { outcome: "ok", sinceMs: 0, atMs: ago(seconds) }, okAtMs: ago(okSeconds) }),
      ]);
    expect(exporter({ gateLog: pushed(300, 900) })).toMatchObject({ health: "ok", atMs: ago(300) });
    expect(exporter({ gateLog: pushed(301, 900) })).toMatchObject({ health: "unknown", atMs: ago(301) });
    expect(exporter({ gateLog: pushed(900, 50) })).toMatchObject({ health: "ok", atMs: ago(50) });
    expect(exporter({ newestSpan: ready({ startedAtMs: ago(40) }) })).toMatchObject({ health: "ok", atMs: ago(40) });
    expect(exporter({})).toMatchObject({ health: "unknown", atMs: null });
    const slowly = scrapes([target({ intervalMs: 150_000 })]);
    expect(exporter({ gateLog: pushed(330, 900), scrapes: slowly })).toMatchObject({ health: "ok" });
  });

  it("Jaeger: it answers, and holds spans that are no older than the limit", () => {
    const store = (seconds: number, changes: Partial<Facts> = {}) =>
      hop("traces", "jaeger", { newestSpan: ready({ startedAtMs: ago(seconds) }), ...changes });
    expect(store(300)).toMatchObject({ health: "ok", atMs: ago(300) });
    expect(store(301)).toMatchObject({ health: "unknown", atMs: ago(301) });
    expect(store(-180)).toMatchObject({ health: "ok", atMs: nowMs });
    expect(store(9, { tracesStore: failed("jaeger") })).toMatchObject({ health: "unknown", atMs: ago(9) });
    expect(store(9, { newestSpan: empty })).toMatchObject({ health: "unknown", atMs: null });
  });
});

describe("the cause that stands at a hop", () => {
  const at3 = (name: PathName, place: string, ...findings: Finding[]) => hop(name, place, {}, findings)?.finding;

  it("gives it its state, its key and the first link of its figures", () => {
    const evidence = [
      figure("a", 1, "count"),
      figure("b", 2, "count", { href: "/b" }),
      figure("c", 3, "count", { href: "/c" }),
    ];
    expect(hop("metrics", "vmagent", {}, [at("vmagent", "vmagent-gone", { evidence })])).toEqual({
      ...{ place: "vmagent", health: "bad", atMs: ago(3), finding: "vmagent-gone", href: "/b" },
    });
    expect(hop("metrics", "vmagent", {}, [at("vmagent", "vmagent-drops", { severity: "warn" })])).toMatchObject({
      ...{ health: "warn", href: "/#tiles" },
    });
  });

  it("is the first of those that are no mere notice", () => {
    const notice = at("vmagent", "interval-differs", { severity: "info" });
    expect(at3("metrics", "vmagent", notice)).toBeNull();
    expect(at3("metrics", "vmagent", notice, at("vmagent", "vmagent-gone"), at("vmagent", "vmagent-drops"))).toBe(
      "vmagent-gone",
    );
  });

  it("is a refusal only on the path that it is of, and what the gate itself suffers from on both", () => {
    expect(at3("metrics", "gate", at("gate", "traces-refused"), at("gate", "metrics-refused"))).toBe("metrics-refused");
    expect(at3("traces", "gate", at("gate", "metrics-refused"), at("gate", "traces-refused"))).toBe("traces-refused");
    expect([at3("metrics", "gate", at("gate", "gate-down")), at3("traces", "gate", at("gate", "gate-down"))]).toEqual([
      ...["gate-down", "gate-down"],
    ]);
  });

  it.each([
    ["api-down", true, true],
    ["api-unknown", true, true],
    ["api-gone", true, false],
    ["api-not-scraped", true, false],
    ["pods-down", true, false],
    ["several-processes", true, false],
    ["route-failing", false, false],
    ["no-traffic", false, false],
    ["pod-restarts", false, false],
    ["database-slow", false, false],
  ] as const)("at the API: %s on the metrics' path %s, on the probe's %s", (code, onMetrics, onProbe) => {
    const found = at("api", code);
    expect(at3("metrics", "api", found)).toBe(onMetrics ? code : null);
    expect(at3("probe", "api", found)).toBe(onProbe ? code : null);
  });

  it("at the probe is that users cannot get there", () => {
    expect(at3("probe", "probe", at("probe", "api-unreachable"))).toBe("api-unreachable");
    expect(at3("metrics", "api", at("probe", "api-unreachable"))).toBeNull();
  });
});

it("takes vmagent for seen by a refused push as well: it runs", () => {
  const known = {
    gateLog: gateLog([turnedTo("metrics", "denied", 200)]),
    scrapes: scrapes([], { vmagent: [vmagentTarget({ atMs: ago(200) })] }),
  };
  expect(hop("metrics", "vmagent", known)).toMatchObject({ health: "ok", atMs: ago(2) });
});
