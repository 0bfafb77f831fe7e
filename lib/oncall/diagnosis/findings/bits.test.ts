import { describe, expect, it } from "vitest";
import type { Facts } from "../facts/types";
import {
  ago,
  facts,
  failed,
  gateLog,
  ready,
  sender,
  target,
  turnedTo,
  vmagentTarget,
  windowOf,
} from "../testing/facts";
import { scrapes, stale } from "../testing/fault-parts";
import {
  coveredMsOf,
  freshApi,
  hostOfApi,
  hostOfVmagent,
  intervalMsOf,
  isFresh,
  lateMsOf,
  newestSampleMs,
  okPushMs,
  pushMs,
  sawGateLog,
  sendersOf,
  staleMsOf,
  targetsOf,
} from "./bits";

const gone = failed("victoriametrics");
const every = (...intervals: (number | null)[]) =>
  facts({ scrapes: scrapes(intervals.map((intervalMs, index) => target({ intervalMs, instance: String(index) }))) });

describe("the interval of scrapes", () => {
  it("is the longest that was measured, else the one that is set", () => {
    expect(intervalMsOf(every(15_000, 60_000, null))).toBe(60_000);
    const set = { scrapeIntervalMs: 30_000, samplingRatio: 0.1, hasGate: true };
    expect(intervalMsOf({ ...every(null), set })).toBe(30_000);
    expect(intervalMsOf(facts({ scrapes: gone, set }))).toBe(30_000);
  });

  it("says what is stale and what is late: never less than the limits allow", () => {
    expect([staleMsOf(every(60_000)), lateMsOf(every(60_000))]).toEqual([300_000, 137_000]);
    expect([staleMsOf(every(5000)), lateMsOf(every(5000))]).toEqual([75_000, 16_000]);
    expect(isFresh(ago(75), facts())).toBe(true);
    expect(isFresh(ago(76), facts())).toBe(false);
  });
});

describe("the API's targets that are scraped now", () => {
  const seen = (apiSeconds: number, vmagentSeconds: number | null) => {
    const vmagent = vmagentSeconds === null ? [] : [vmagentTarget({ atMs: ago(vmagentSeconds) })];
    return freshApi(facts({ scrapes: scrapes([target({ atMs: ago(apiSeconds) })], { vmagent }) })).length;
  };

  it("are fresh, and not missed twice while vmagent scraped itself", () => {
    expect([seen(75, null), seen(76, null)]).toEqual([1, 0]);
    expect([seen(36, 3), seen(37, 3)]).toEqual([1, 0]);
    expect(freshApi(facts({ scrapes: gone }))).toEqual([]);
    expect(targetsOf(facts({ scrapes: gone }))).toEqual({ api: [], vmagent: [] });
  });
});

it("the newest sample is of any target that came through vmagent", () => {
  const known = (changes: object) => newestSampleMs(facts({ scrapes: scrapes([target({ atMs: ago(20) })], changes) }));
  expect(known({ vmagent: [vmagentTarget({ atMs: ago(4) })] })).toBe(ago(4));
  expect(known({ vmagent: [vmagentTarget({ atMs: ago(40) })] })).toBe(ago(20));
  expect(newestSampleMs(facts({ scrapes: gone }))).toBeNull();
});

it("figures are over as much of the window as was measured", () => {
  expect(coveredMsOf(facts({ requests: windowOf([], { coveredSeconds: 100 }) }))).toBe(100_000);
  expect(coveredMsOf(facts({ requests: windowOf([], { coveredSeconds: 320 }) }))).toBe(300_000);
  expect(coveredMsOf(facts({ requests: gone }))).toBe(300_000);
});

describe("the senders of a path that are ours", () => {
  const stranger = { token: "", okAtMs: null };
  const agents = (path: "metrics" | "traces", agent: string) =>
    sendersOf(facts({ gateLog: gateLog([sender(path, { ...stranger, agent })]) }), `${path}:write`).length;

  it.each([
    ["metrics", "vmagent", 1],
    ["metrics", "VMAgent/1.2", 1],
    ["metrics", "not-vmagent", 0],
    ["metrics", "OTel OTLP Exporter Go/1.47.0", 0],
    ["traces", "OTel OTLP Exporter Go/1.47.0", 1],
    ["traces", "OpenTelemetry-Collector", 1],
    ["traces", "otelcol/0.1", 1],
    ["traces", "a hotel", 0],
    ["traces", "vmagent", 0],
  ] as const)("of %s without a token, called %s: %i", (path, agent, count) => {
    expect(agents(path, agent)).toBe(count);
  });

  it("are those with a token that is known, those once let in, and of this path alone", () => {
    const curl = { agent: "curl/8" };
    const known = facts({
      gateLog: gateLog([
        sender("metrics", { ...curl, token: "tok", okAtMs: null, address: "a" }),
        sender("metrics", { ...curl, token: "", okAtMs: ago(9), address: "b" }),
        sender("metrics", { ...curl, ...stranger, address: "c" }),
        sender("traces", { address: "d" }),
      ]),
    });
    expect(sendersOf(known, "metrics:write").map(({ address }) => address)).toEqual(["a", "b"]);
    expect(sendersOf({ ...known, gateLog: failed("gate") }, "metrics:write")).toEqual([]);
  });

  it("tell when they last pushed, and when a push was last taken", () => {
    const log = gateLog([sender("metrics"), turnedTo("metrics", "denied", 40), sender("traces", { okAtMs: null })]);
    const known = facts({ gateLog: log });
    expect([pushMs(known, "metrics:write"), okPushMs(known, "metrics:write")]).toEqual([ago(2), ago(3)]);
    expect([pushMs(known, "traces:write"), okPushMs(known, "traces:write")]).toEqual([ago(3), null]);
    const silent = facts({ gateLog: gateLog([]) });
    expect([pushMs(silent, "metrics:write"), okPushMs(silent, "metrics:write")]).toEqual([null, null]);
  });
});

describe("the gate's log is read to the present", () => {
  const lined = (seconds: number | null, changes: Partial<Facts> = {}) =>
    sawGateLog(facts({ gateLog: gateLog([], { newestLineAtMs: seconds === null ? null : ago(seconds) }), ...changes }));

  it("when its newest line is no older than two scrapes, or twenty seconds where those come faster", () => {
    expect([lined(38), lined(39), lined(null)]).toEqual([true, false, false]);
    const fast = { scrapes: scrapes([target({ intervalMs: 1000 })]) };
    expect([lined(20, fast), lined(21, fast)]).toEqual([true, false]);
  });

  it("and the gate stands", () => {
    expect(lined(2, { gate: failed("gate") })).toBe(false);
    expect(lined(2, { gate: ready({ status: 502, latencyMs: 2 }) })).toBe(false);
    expect(sawGateLog(facts({ gateLog: failed("gate") }))).toBe(false);
    expect(sawGateLog(facts({ scrapes: stale(200) }))).toBe(true);
  });
});

it("names the hosts whose clocks can be off", () => {
  expect([hostOfApi, hostOfVmagent]).toEqual([
    { kind: "host", id: "api", name: "honeydue-api" },
    { kind: "host", id: "vmagent", name: "vmagent" },
  ]);
});
