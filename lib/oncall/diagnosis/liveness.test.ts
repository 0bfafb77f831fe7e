import { describe, expect, it } from "vitest";
import type { Facts } from "./facts/types";
import { finding } from "./findings/bits";
import {
  hasCurrentFigures,
  haveFiguresEnded,
  judgeLiveness,
  probeTestimony,
  scrapeTestimony,
  spansAlive,
} from "./liveness";
import {
  ago,
  downTarget,
  facts,
  failed,
  gateLog,
  late,
  nowMs,
  ready,
  sender,
  target,
  vmagentTarget,
} from "./testing/facts";
import { probeDead, scrapes, stale } from "./testing/fault-parts";

const empty = { state: "empty", askedAtMs: nowMs } as const;
const gone = scrapes([target({ atMs: ago(40) })]);
const silent = { newestSpan: empty, gateLog: gateLog([]) };

describe("what the scrapes say of the API", () => {
  it.each<[string, Facts["scrapes"], string]>([
    ["one pod answers", scrapes([downTarget(3), target({ instance: "b" })]), "alive"],
    ["no pod answers", scrapes([downTarget(1)]), "dead"],
    ["vmagent runs and finds none", gone, "gone"],
    [
      "one of two vmagents still runs and finds none",
      scrapes([target({ atMs: ago(200) })], { vmagent: [vmagentTarget({ atMs: ago(900) }), vmagentTarget()] }),
      "gone",
    ],
    ["vmagent has never found one", scrapes([]), "silent"],
    ["nothing comes any more", stale(200), "silent"],
    [
      "vmagent was last seen too long ago",
      scrapes([target({ atMs: ago(200) })], { vmagent: [vmagentTarget({ atMs: ago(76) })] }),
      "silent",
    ],
    ["nothing was ever scraped", empty, "silent"],
    ["there is no answer yet", late, "unknown"],
    ["it cannot be asked", failed("victoriametrics"), "unknown"],
  ])("%s", (_name, known, said) => expect(scrapeTestimony(facts({ scrapes: known }))).toBe(said));

  it("is silent of an API that is scraped under another name", () => {
    expect(scrapeTestimony(facts({ scrapes: gone, otherJobs: ["pods"] }))).toBe("silent");
  });
});

describe("what the probe says", () => {
  const answered = (status: number) => ready({ status, latencyMs: 4 });
  it.each<[string, Facts["probe"], string]>([
    ["200", answered(200), "alive"],
    ["299", answered(299), "alive"],
    ["199", answered(199), "dead"],
    ["300", answered(300), "dead"],
    ["no answer", probeDead, "dead"],
    ["no answer yet", late, "unknown"],
    ["not asked", empty, "unknown"],
    ["not set", null, "unknown"],
  ])("%s", (_name, probe, said) => expect(probeTestimony(facts({ probe }))).toBe(said));
});

describe("spans speak for the API", () => {
  it("while the newest of them, or the newest push that was taken, is recent", () => {
    const span = (seconds: number) => facts({ ...silent, newestSpan: ready({ startedAtMs: ago(seconds) }) });
    expect([spansAlive(span(300)), spansAlive(span(301))]).toEqual([true, false]);
    const push = (seconds: number | null) =>
      facts({ ...silent, gateLog: gateLog([sender("traces", { okAtMs: seconds === null ? null : ago(seconds) })]) });
    expect([spansAlive(push(300)), spansAlive(push(301)), spansAlive(push(null))]).toEqual([true, false, false]);
    expect(spansAlive(facts(silent))).toBe(false);
  });
});

describe("whether the API is up", () => {
  it.each<[string, Partial<Facts>, string]>([
    ["its users reach it, whatever the scrapes say", { scrapes: scrapes([downTarget(9)]) }, "up"],
    ["they do not, whatever the scrapes say", { probe: probeDead }, "down"],
    ["nobody probes it, and it is scraped", { probe: null, ...silent }, "up"],
    ["nobody probes it, and its scrapes fail", { probe: null, scrapes: scrapes([downTarget(1)]) }, "down"],
    ["nobody probes it, and it is gone", { probe: null, scrapes: gone }, "down"],
    ["only its spans are seen", { probe: null, scrapes: stale(200) }, "up"],
    ["nothing is seen of it", { probe: null, scrapes: stale(200), ...silent }, "unknown"],
  ])("%s", (_name, changes, said) => expect(judgeLiveness(facts(changes))).toBe(said));

  it("lets figures be told of now only where it is not down, and some pod is scraped", () => {
    expect(hasCurrentFigures(facts())).toBe(true);
    expect(hasCurrentFigures(facts({ probe: probeDead }))).toBe(false);
    expect(hasCurrentFigures(facts({ scrapes: scrapes([downTarget(1)]) }))).toBe(false);
    expect(hasCurrentFigures(facts({ scrapes: scrapes([downTarget(1), target({ instance: "b" })]) }))).toBe(true);
    expect(hasCurrentFigures(facts({ scrapes: stale(200) }))).toBe(false);
  });
});

it.each([
  ...(["gate-down", "gate-fails", "metrics-refused", "metrics-store-read-only", "metrics-store-refuses"] as const),
  ...(["vmagent-gone", "vmagent-catches-up", "metrics-path-silent", "several-processes"] as const),
])("figures end where the cause is %s", (code) => {
  const other = finding({ code: "traces-refused", place: "gate", severity: "bad" });
  expect(haveFiguresEnded({ findings: [other, finding({ code, place: "gate", severity: "bad" })] })).toBe(true);
  expect(haveFiguresEnded({ findings: [other] })).toBe(false);
});
