import { describe, expect, it } from "vitest";
import { failed, type Outcome, ok } from "@/lib/checks/types";
import type { MoveRecord } from "../move-record";
import type { HostCertificate, HostDns, ItemCode } from "../types";
import { itemTitles, wordsOf } from "../words";
import type { ReadinessFacts } from "./items/facts";
import { predictFlight } from "./judge-flight";
import { judgeReadiness } from "./judge-readiness";

const dayMs = 86_400_000;
const now = 100 * dayMs;
const dns = (ipv6: string[] = [], caa: string[] = []): HostDns => ({
  host: "ingest",
  name: "obs.example.test",
  askedAtMs: now,
  views: [
    {
      resolver: "system",
      server: null,
      answer: { state: "answered", ipv4: ["192.0.2.1"], ipv6, ttlSeconds: 300, caa },
    },
  ],
});
const silent: HostDns = {
  ...dns(),
  views: [...dns().views, { resolver: "public-1", server: "1.1.1.1", answer: { state: "failed", code: "ETIMEOUT" } }],
};
const certificate = (
  code = "ok",
  state: Outcome["state"] = "ok",
  evidence: Outcome["evidence"] = {},
): HostCertificate => ({
  host: "ingest",
  name: "obs.example.test",
  askedAtMs: now,
  outcome: {
    code,
    state,
    subject: "obs.example.test",
    evidence: { days: 60, issuer: "Let's Encrypt", names: "", ...evidence },
  },
});
const rehearsal: MoveRecord = {
  version: 1,
  id: "20261128T193220Z-rehearse",
  kind: "rehearse",
  from: "a:/",
  to: "/var/tmp/x",
  forwardTo: "",
  startedAtMs: now - 12 * dayMs,
  finishedAtMs: now - 12 * dayMs + 250_000,
  state: "finished",
  facts: { totalBytes: 3e9 },
  steps: [{ name: "warm-copy", state: "done", startedAtMs: 0, finishedAtMs: 100_000, tries: 1, code: "", text: "" }],
};
const flight = predictFlight({
  storeBytes: 3e9,
  measured: { totalBytes: 3e9, atMs: now, steps: [{ name: "warm-copy", ms: 100_000 }] },
  queue: { bytesPerSecond: 1000, limitBytes: 5e8 },
  spansPerSecond: 1,
});
const ready: ReadinessFacts = {
  storeBytes: { bytes: 3e9, atMs: now },
  flight,
  rehearsal,
  dns: [dns()],
  ttl: new Map([["obs.example.test", { ttlSeconds: 300, sinceMs: 0, beforeSeconds: 3600 }]]),
  certificates: [certificate()],
  secrets: [{ path: "/opt/honeydue-obs/.env", listed: true }],
  clockSkewMs: { skewMs: 12, atMs: now },
  backup: { finishedAtMs: now - dayMs / 2, bytes: 5e6 },
  versions: { outcomes: [ok("jaeger", { image: "jaegertracing/jaeger:2.13.0" })], atMs: now },
  confirmations: new Map(),
};
const judge = (change: Partial<ReadinessFacts> = {}) => {
  const items = judgeReadiness({ ...ready, ...change }, now);
  return (code: ItemCode) => {
    const item = items.find((one) => one.code === code);
    return `${item?.health} ${item?.because}`;
  };
};

describe("the readiness list", () => {
  it("is met by evidence, and asks a person for the rest", () => {
    expect(judgeReadiness(ready, now).filter(({ health }) => health !== "ok")).toEqual([]);
    const bare = judgeReadiness({ ...ready, backup: null, versions: null }, now);
    expect(bare.filter(({ health }) => health !== "ok").map(({ code }) => code)).toEqual(["backups", "images"]);
  });

  it("gives every point evidence with its age", () => {
    for (const { code, evidence } of judgeReadiness(ready, now)) {
      expect(evidence.length, code).toBeGreaterThan(0);
      expect(
        evidence.filter(({ atMs }) => atMs === null),
        code,
      ).toEqual([]);
    }
  });

  it.each<[ItemCode, Partial<ReadinessFacts>, string]>([
    ["sizes", { storeBytes: null }, "unknown no-sizes"],
    ["rehearsed", { rehearsal: null }, "unknown never-rehearsed"],
    ["rehearsed", { rehearsal: { ...rehearsal, finishedAtMs: now - 31 * dayMs } }, "warn rehearsal-old"],
    ["dns-agrees", { dns: [] }, "unknown no-hosts"],
    [
      "ttl-lowered",
      { ttl: new Map([["obs.example.test", { ttlSeconds: 3600, sinceMs: 0, beforeSeconds: null }]]) },
      "warn ttl-high",
    ],
    ["ttl-lowered", { ttl: new Map() }, "unknown ttl-unknown"],
    ["ipv6", { dns: [dns(["2001:db8::1"])] }, "warn ipv6-records"],
    ["caa", { dns: [dns([], ["example-ca.test"])] }, "bad caa-forbids"],
    ["caa", { dns: [dns([], ["letsencrypt.org"])] }, "ok caa-allows"],
    ["certificates", { certificates: [] }, "unknown no-hosts"],
    ["certificates", { certificates: [certificate("certificate-expired", "failed")] }, "bad certificate-expired"],
    [
      "certificates",
      { certificates: [certificate("certificate-wrong-host", "failed"), certificate()] },
      "bad certificate-wrong-name",
    ],
    ["certificates", { certificates: [certificate("certificate-untrusted", "failed")] }, "bad certificate-untrusted"],
    ["certificates", { certificates: [certificate("certificate-missing", "failed")] }, "bad certificate-missing"],
    [
      "certificates",
      { certificates: [certificate("certificate-expires-soon", "failed", { days: 13 })] },
      "warn certificate-ends-soon",
    ],
    ["certificates", { certificates: [certificate("host-unreachable", "failed")] }, "unknown no-answer"],
    ["dns-agrees", { dns: [silent] }, "unknown partly"],
    ["backups", { backup: null }, "unknown ask-a-person"],
    ["backups", { backup: { finishedAtMs: now - 2 * dayMs, bytes: 1 } }, "warn backup-old"],
    ["images", { versions: null }, "unknown ask-a-person"],
    ["images", { versions: { outcomes: [ok("jaeger")], atMs: now - 2 * dayMs } }, "unknown verification-old"],
    [
      "images",
      { versions: { outcomes: [ok("jaeger"), failed("version-differs", "grafana")], atMs: now } },
      "warn images-differ",
    ],
    ["secrets-listed", { secrets: [{ path: "/x", listed: false }] }, "bad secret-left-behind"],
    ["clock", { clockSkewMs: { skewMs: -6000, atMs: now } }, "warn clock-differs"],
    ["clock", { clockSkewMs: null }, "unknown clock-unknown"],
    ["queue", { flight: { ...flight, queueUsedRatio: 0.6 } }, "bad queue-short"],
  ])("%s", (code, change, expected) => {
    const told = judge(change)(code);
    expect(told).toBe(expected);
    expect(wordsOf(told.split(" ")[1] ?? "")).not.toBe("");
    expect(itemTitles[code]).not.toBe("");
  });

  it("takes a person's word for a week, and never against what is bad", () => {
    const vouch = (code: ItemCode, atMs: number) => new Map([[code, { atMs, by: "a@b.test", note: "seen" }]]);
    const unseen = { backup: null };
    expect(judge({ ...unseen, confirmations: vouch("backups", now - dayMs) })("backups")).toBe("ok confirmed");
    expect(judge({ ...unseen, confirmations: vouch("backups", now - 8 * dayMs) })("backups")).toBe(
      "unknown ask-a-person",
    );
    const short = { flight: { ...flight, queueUsedRatio: 0.6 } };
    expect(judge({ ...short, confirmations: vouch("queue", now) })("queue")).toBe("bad queue-short");
  });
});
