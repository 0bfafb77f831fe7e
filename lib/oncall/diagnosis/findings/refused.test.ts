import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnose";
import type { PushSender } from "../facts/types";
import { ago, exporterToken, facts, failed, gateLog, nowMs, ready, sender, token, turnedTo } from "../testing/facts";
import { lostSpans, refused, scrapesAt, stale, tokens } from "../testing/fault-parts";
import { told } from "../testing/told";
import { findMetricsRefused, findTracesRefused } from "./refused";

const present = { place: "gate", phase: "present" } as const;
const room = ["room", 500_000_000 / 15_000, "seconds", null, null];
const empty = { state: "empty", askedAtMs: nowMs } as const;

describe("pushes that the gate refuses", () => {
  it("of metrics, with the token, who ended it, and for how long vmagent has room", () => {
    const known = facts({ gateLog: refused("metrics", "denied"), tokens: tokens("revoked", "metrics") });
    expect(findMetricsRefused(known).map(told)).toEqual([
      {
        ...{ ...present, code: "metrics-refused", severity: "bad", reason: "revoked", sinceMs: ago(30) },
        subject: { kind: "token", id: "vmagentTok", name: "k3s-vmagent" },
        evidence: [
          ["refused", 6, "count", 300_000, "/tokens/vmagentTok"],
          ["sender", "10.0.0.7", "text", null, null],
          ["by", "ops@example.org", "text", null, null],
          ["ended", ago(40), "at", null, "/tokens/vmagentTok"],
          room,
        ],
        explains: ["metrics-path-silent", "vmagent-gone", "vmagent-catches-up"],
      },
    ]);
  });

  it("of traces, with what was lost", () => {
    const known = facts({
      gateLog: refused("traces", "denied"),
      tokens: tokens("expired", "traces"),
      losses: lostSpans,
    });
    expect(findTracesRefused(known).map(told)).toEqual([
      {
        ...{ ...present, code: "traces-refused", severity: "bad", reason: "expired", sinceMs: ago(30) },
        subject: { kind: "token", id: "exporterTk", name: "api-exporter" },
        evidence: [
          ["refused", 6, "count", 300_000, "/tokens/exporterTk"],
          ["sender", "10.0.0.7", "text", null, null],
          ["ended", ago(40), "at", null, "/tokens/exporterTk"],
          ["lost-pushes", 14, "count", null, null],
          ["lost-spans", 1200, "count", null, null],
        ],
        explains: ["traces-path-silent", "exporter-silent"],
      },
    ]);
    expect(findMetricsRefused(known)).toEqual([]);
  });

  it("of a sender without a known token: by its address, for the reason that the gate gave", () => {
    const known = facts({ gateLog: refused("metrics", "wrong-scope"), tokens: empty });
    expect(findMetricsRefused(known).map(told)).toMatchObject([
      {
        ...{ reason: "wrong-scope", subject: { kind: "host", id: "10.0.0.7", name: "10.0.0.7" } },
        evidence: [["refused", 6, "count", 300_000, "/tokens"], ["sender", "10.0.0.7", "text", null, null], room],
      },
    ]);
  });

  it.each([
    ["revoked", "revoked"],
    ["disabled", "disabled"],
    ["expired", "expired"],
    ["active", "denied"],
    ["rotating", "denied"],
  ] as const)("with a token that is %s are told as %s", (state, reason) => {
    const known = facts({ gateLog: refused("metrics", "denied"), tokens: ready([exporterToken(), token({ state })]) });
    expect(findMetricsRefused(known)).toMatchObject([{ reason }]);
  });
});

describe("refusals that count", () => {
  const newest = (seconds: number, outcome = "denied") => ({ outcome, sinceMs: ago(900), atMs: ago(seconds) });
  const found = (changes: Partial<PushSender>, ...others: PushSender[]) =>
    findMetricsRefused(facts({ gateLog: gateLog([turnedTo("metrics", "denied", 30, changes), ...others]) }));

  it("are two at least: one may have met a restart", () => {
    expect(found({ long: { ok: 40, denied: 1 } })).toEqual([]);
    expect(found({ long: { ok: 40 } })).toEqual([]);
    expect(found({ long: { denied: 2 } })).toHaveLength(1);
  });

  it("are the newest of their sender, of the gate itself, and within the window", () => {
    expect(found({ newest: newest(2, "ok") })).toEqual([]);
    expect(found({ newest: newest(2, "answer 503"), long: { "answer 503": 9 } })).toEqual([]);
    expect(found({ newest: newest(300) })).toHaveLength(1);
    expect(found({ newest: newest(301) })).toEqual([]);
    const log = (seconds: number) => gateLog([turnedTo("metrics", "denied", 30, { newest: newest(seconds) })]);
    expect(findMetricsRefused(facts({ windowMs: 60_000, gateLog: log(150) }))).toHaveLength(1);
    expect(findMetricsRefused(facts({ windowMs: 60_000, gateLog: log(151) }))).toEqual([]);
  });

  it("are a warning while another sender of the path gets through", () => {
    const other = { token: "otherTk", address: "10.0.0.9" };
    expect(found({}, sender("metrics", other))).toMatchObject([{ severity: "warn" }]);
    expect(found({}, sender("metrics", { ...other, short: {} }))).toMatchObject([{ severity: "bad" }]);
    expect(found({}, sender("metrics", { ...other, short: { ok: 0 } }))).toMatchObject([{ severity: "bad" }]);
  });

  it("are told once per token and reason, since the first and with their sum", () => {
    const more = turnedTo("metrics", "denied", 50, { address: "10.0.0.8" });
    expect(found({}, more)).toMatchObject([{ sinceMs: ago(50), evidence: [{ value: 16 }, { value: "10.0.0.7" }, {}] }]);
    const another = turnedTo("metrics", "wrong-address", 40, { address: "10.0.0.8" });
    expect(found({}, another).map(({ reason }) => reason)).toEqual(["denied", "wrong-address"]);
    expect(found({}, turnedTo("metrics", "denied", 40, { token: "otherTk" }))).toHaveLength(2);
  });
});

describe("a sender that got another token", () => {
  const old = (seconds: number) => ({
    token: "oldTk",
    newest: { outcome: "denied", sinceMs: ago(900), atMs: ago(seconds) },
  });
  const metrics = (seconds: number, changes: Partial<PushSender> = {}) =>
    findMetricsRefused(
      facts({ gateLog: gateLog([turnedTo("metrics", "denied", 200, old(seconds)), sender("metrics", changes)]) }),
    );

  it("is not told of its old one, once that has not come back for longer than it waits", () => {
    expect([metrics(75).length, metrics(76).length]).toEqual([1, 0]);
    const traces = (seconds: number) =>
      findTracesRefused(
        facts({ gateLog: gateLog([turnedTo("traces", "denied", 200, old(seconds)), sender("traces")]) }),
      );
    expect([traces(38).length, traces(39).length]).toEqual([1, 0]);
  });

  it.each<[string, Partial<PushSender>]>([
    ["at another address", { address: "10.0.0.8" }],
    ["another program", { agent: "curl/8" }],
    ["refused as well", { newest: { outcome: "wrong-scope", sinceMs: ago(9), atMs: ago(2) } }],
    ["not seen since", { newest: { outcome: "ok", sinceMs: ago(900), atMs: ago(90) } }],
  ])("is another sender when it is %s", (_name, changes) => {
    expect(metrics(90, changes).filter(({ reason }) => reason === "denied")).toHaveLength(1);
  });
});

it("explains what the path shows of it", () => {
  const by = (code: string) => `${code} by metrics-refused:vmagentTok`;
  const foldedOf = (seconds: number, scrapes: ReturnType<typeof stale>, ...others: PushSender[]) => {
    const newest = { outcome: "denied", sinceMs: ago(900), atMs: ago(seconds) };
    const log = gateLog([turnedTo("metrics", "denied", 200, { newest }), sender("traces"), ...others]);
    const { folded } = diagnose(facts({ gateLog: log, scrapes }));
    return folded.map(({ finding, because }) => `${finding.code} by ${because}`);
  };
  expect(foldedOf(40, stale(200))).toEqual(["vmagent-gone", "metrics-path-silent"].map(by));
  const backlog = ready({ ...scrapesAt(240), advance: 6 });
  expect(foldedOf(2, backlog, sender("metrics", { token: "otherTk" }))).toEqual([by("vmagent-catches-up")]);
  const newest = { outcome: "denied", sinceMs: ago(900), atMs: ago(100) };
  const traces = facts({
    gateLog: gateLog([sender("metrics"), turnedTo("traces", "denied", 200, { newest })]),
    newestSpan: ready({ startedAtMs: ago(400) }),
    tracesStore: ready({ latencyMs: 1 }),
  });
  expect(diagnose(traces).folded.map(({ finding }) => finding.code)).toEqual(["exporter-silent", "traces-path-silent"]);
  expect(diagnose({ ...traces, tokens: failed("gate") }).findings.map(({ code }) => code)).toEqual(["traces-refused"]);
});
