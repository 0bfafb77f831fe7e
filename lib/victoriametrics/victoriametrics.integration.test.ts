import { describe, expect, it, vi } from "vitest";
import { checkVictoriaMetrics } from "@/lib/health/check-victoriametrics";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { countHostile } from "@/scripts/suite/count-hostile.mjs";
import { newestTimestamp } from "./newest-timestamp";
import { queryInstant } from "./query-instant";
import { queryRange } from "./query-range";

const write = (lines: string[]) => vm.importSamples(lines.join("\n"));
const vm = ownMetrics({ OBS_SCRAPE_INTERVAL_SECONDS: "1" });

const secondMs = 1000;
const minuteMs = 60 * secondMs;

describe("against the real VictoriaMetrics", () => {
  it("sees the newest value at once, not the one of 30 s ago", async () => {
    const nowMs = Date.now();
    await write([`fresh{a="b"} 120 ${nowMs - 60 * secondMs}`, `fresh{a="b"} 180 ${nowMs - secondMs}`]);
    await vi.waitFor(async () => expect(await queryInstant("fresh")).toMatchObject([{ value: 180 }]), 10_000);
    expect(await queryInstant("fresh", { atMs: nowMs - 30 * secondMs })).toMatchObject([
      { value: 120, labels: { __name__: "fresh", a: "b" } },
    ]);
    expect(await newestTimestamp("fresh")).toBe(nowMs - secondMs);
  });

  it("refuses what deletes, copies or shows settings to whoever lacks its key", async () => {
    const nowMs = Date.now();
    await write([`kept 1 ${nowMs - secondMs}`]);
    const paths = [
      "/api/v1/admin/tsdb/delete_series?match[]=kept",
      "/api/v1/admin/tsdb/delete_series?match[]=kept&authKey=",
      "/api/v1/admin/tsdb/delete_series?match[]=kept&authKey=guess",
      "/snapshot/create",
      "/snapshot/delete_all",
      "/internal/force_merge",
      "/internal/resetRollupResultCache",
      "/-/reload",
      "/config",
      "/flags",
      "/debug/pprof/heap",
    ];
    for (const path of paths) {
      for (const method of ["GET", "POST"]) {
        const { status } = await fetch(vm.url() + path, { method });
        expect([401, 404, 405], `${method} ${path}: ${status}`).toContain(status);
      }
    }
    expect(await queryInstant("kept")).toMatchObject([{ value: 1 }]);
    countHostile("metrics", "requests for administration", 2 * paths.length);
  });

  it("says when a series that has gone silent was last seen, and null for one never seen", async () => {
    const lastMs = Date.now() - 20 * minuteMs;
    await write([`silent 1 ${lastMs - 15 * secondMs}`, `silent 1 ${lastMs}`]);
    await vi.waitFor(async () => expect(await newestTimestamp("silent")).toBe(lastMs), 10_000);
    expect(await queryInstant("silent")).toEqual([]);
    expect(await newestTimestamp("never_seen")).toBeNull();
  });

  it("gives the newest points of a short step as they are, and gaps as null", async () => {
    const stepMs = 5 * secondMs;
    const endMs = Math.floor((Date.now() - secondMs) / stepMs) * stepMs;
    const at = (steps: number) => endMs - steps * stepMs;
    // Two runs of samples with a silence of 2 minutes between them.
    const olds = Array.from({ length: 6 }, (_, i) => `ramp ${i} ${at(40 - i)}`);
    const news = Array.from({ length: 10 }, (_, i) => `ramp ${100 + i} ${at(9 - i)}`);
    await write([...olds, ...news]);
    const ask = () => queryRange("ramp", { startMs: at(40), endMs, stepSeconds: 5 });
    await vi.waitFor(async () => expect((await ask()).series).toHaveLength(1), 10_000);
    const { timesMs, series } = await ask();
    const points = series[0]?.points ?? [];
    expect(timesMs).toEqual(Array.from({ length: 41 }, (_, i) => at(40 - i)));
    expect(points.slice(-10)).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108, 109]);
    expect(points.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(points.slice(15, 31)).toEqual(Array.from({ length: 16 }, () => null));
  });

  it("counts the first error of a new series by increase, where rate says zero", async () => {
    const nowMs = Date.now();
    await write(Array.from({ length: 5 }, (_, i) => `errors_total 1 ${nowMs - (5 - i) * 15 * secondMs}`));
    await vi.waitFor(async () => {
      expect(await queryInstant("increase(errors_total[10m])")).toMatchObject([{ value: 1 }]);
    }, 10_000);
    expect(await queryInstant("rate(errors_total[10m])")).toMatchObject([{ value: 0 }]);
  });

  it("drops what is not a figure, and reads a scalar", async () => {
    expect(await queryInstant("vector(1) / 0")).toEqual([]);
    expect(await queryInstant("vector(0) / 0")).toEqual([]);
    expect(await queryInstant("scalar(vector(2))")).toMatchObject([{ value: 2 }]);
  });

  it("reports a broken query in VictoriaMetrics' own words", async () => {
    const broken = queryInstant("sum(");
    await expect(broken).rejects.toMatchObject({ failure: { kind: "bad-status", httpStatus: 400 } });
    await expect(broken).rejects.toThrow(/VictoriaMetrics answered with status 400: .*sum\(/);
  });

  it("reports a query that is refused while it runs", async () => {
    const duplicates = queryInstant('label_set((vector(1), label_set(vector(2), "a", "b")), "a", "c")');
    await expect(duplicates).rejects.toMatchObject({ failure: { kind: "bad-status", httpStatus: 422 } });
  });

  it("answers a query that is too long for a URL", async () => {
    const names = Array.from({ length: 600 }, (_, i) => `name_${i}`).join("|");
    expect(await queryInstant(`count({__name__=~"${names}"})`)).toEqual([]);
  });

  it("is ok while it runs, and unreachable once stopped", async () => {
    expect(await checkVictoriaMetrics()).toMatchObject({ state: "ok", latencyMs: expect.any(Number) });
    await vm.stop();
    await vi.waitFor(async () => expect(await checkVictoriaMetrics()).toMatchObject({ state: "bad" }), 10_000);
    await expect(queryInstant("fresh")).rejects.toMatchObject({ failure: { kind: "unreachable" } });
  });
});
