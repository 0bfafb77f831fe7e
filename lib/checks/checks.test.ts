import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { openDeployment } from "./open-deployment";
import { type VerifyReport, verifyReportSchema } from "./report";
import { runChecks } from "./run-checks";
import { tellOutcome } from "./tell-outcome";
import { type Check, failed, type Outcome, ok, unknown } from "./types";
import { reportFreshMs, stateOf, viewReport } from "./view-report";

const each = path.join(import.meta.dirname, "each");
const sources = readdirSync(each).map((file) => readFileSync(path.join(each, file), "utf8"));
const codes = sources.flatMap((text) => [...text.matchAll(/"((?:[a-z]+-)+[a-z]+)"/g)].map((match) => match[1] ?? ""));
const outcomeCodes = new Set(
  sources.flatMap((text) => [...text.matchAll(/(?:failed|unknown)\(\s*"([a-z-]+)"/g)].map((match) => match[1] ?? "")),
);

const deployment = openDeployment({
  settings: { OBS_DOMAIN: "example.test", OBS_GRAFANA_PORT: "3900" },
  root: "/r",
  seenRoot: "/s",
  dockerSocket: "/nowhere",
  procDir: "/proc",
  cgroupRoot: "/sys/fs/cgroup",
  address: null,
  ca: null,
  clockSynchronized: null,
});

const report = (outcomes: Outcome[], finishedAtMs: number): VerifyReport =>
  verifyReportSchema.parse({
    version: 1,
    startedAtMs: finishedAtMs - 1000,
    finishedAtMs,
    host: "h",
    checks: [{ name: "a", place: "limits", title: "A", durationMs: 3, outcomes }],
  });

describe("outcomes", () => {
  it("each code of a check has its words, and says what to do", () => {
    expect(outcomeCodes.size).toBeGreaterThan(45);
    expect(codes.length).toBeGreaterThan(outcomeCodes.size);
    for (const code of outcomeCodes) {
      const { what, next } = tellOutcome({ code, state: "failed", subject: "SUBJECT", evidence: {} });
      expect(what, code).not.toBe("SUBJECT");
      expect(what, code).toMatch(/\.$/);
      expect(next, code).toBeTruthy();
    }
  });

  it("a failed one fails its check, an unknown one keeps it from being ok", () => {
    expect(stateOf([ok("a"), unknown("x", "b"), failed("x", "c")])).toBe("failed");
    expect(stateOf([ok("a"), unknown("x", "b")])).toBe("unknown");
    expect(stateOf([ok("a")])).toBe("ok");
    expect(stateOf([])).toBe("unknown");
  });
});

describe("a run", () => {
  it("reports a check that cannot be run as unknown, and runs the others", async () => {
    const good: Check = { name: "good", place: "host", title: "Good", run: async () => [ok("x")] };
    const broken: Check = { ...good, name: "broken", run: () => Promise.reject(new Error("no\nway")) };
    const results = await runChecks([broken, good], deployment);
    expect(results.map(({ outcomes }) => outcomes)).toEqual([
      [unknown("check-failed", "check", { reason: "no" })],
      [ok("x")],
    ]);
  });

  it("takes hosts, ports and places from the stack's settings", () => {
    expect(deployment.hosts.ingest).toBe("obs.example.test");
    expect(deployment.ports).toMatchObject({ grafana: 3900, victoriametrics: 8428 });
    expect([deployment.named.token, deployment.seen.token]).toEqual([
      "/r/etc/honeydue-obs/token",
      "/s/etc/honeydue-obs/token",
    ]);
  });
});

describe("the page", () => {
  const now = 1_800_000_000_000;

  it("shows what is wrong with what to do", () => {
    const view = viewReport(report([ok("jaeger"), failed("container-missing", "grafana")], now), now);
    expect(view).toMatchObject({ health: "bad", isStale: false, counts: { ok: 0, failed: 1, unknown: 0 } });
    expect(view.places[0]?.rows[0]).toMatchObject({
      health: "bad",
      wellCount: 1,
      faults: [{ text: "grafana does not run.", next: "docker compose up -d" }],
    });
  });

  it("shows nothing of yesterday's report as ok", () => {
    expect(viewReport(report([ok("x")], now), now + reportFreshMs).health).toBe("ok");
    const old = viewReport(report([ok("x")], now), now + reportFreshMs + 1);
    expect([old.health, old.places[0]?.rows[0]?.health]).toEqual(["unknown", "unknown"]);
  });
});
