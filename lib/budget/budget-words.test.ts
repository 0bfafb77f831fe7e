import { describe, expect, it } from "vitest";
import type { BudgetRow } from "./budget-types";
import { budgetText } from "./budget-words";
import { isYoungForecast, youngText } from "./words";

const mebibyte = 1024 * 1024;
const row = (title: string, memory: number | null, peak: number | null, oomKills = 0): BudgetRow => ({
  subject: "jaeger",
  title,
  health: "ok",
  reasons: [],
  limitBytes: 256 * mebibyte,
  now:
    memory === null
      ? null
      : {
          source: "docker",
          atMs: 0,
          memoryBytes: memory * mebibyte,
          anonBytes: null,
          cacheBytes: null,
          swapBytes: null,
          cpuCores: null,
          enforcedLimitBytes: 256 * mebibyte,
          startedAtMs: null,
        },
  peakBytes: peak === null ? null : peak * mebibyte,
  disk: null,
  retention: null,
  restarts: null,
  oomKills,
});

describe("the budget in words", () => {
  it("names the service that came closest to its limit, however small the sum", () => {
    const services = [row("VictoriaMetrics", 60, 80), row("Jaeger", 90, 252), row("Grafana", 90, 100)];
    expect(budgetText(services, 240 * mebibyte)).toBe(
      "Within the budget: 240 MiB of 768 MiB used by the three services. Closest to its limit: Jaeger, peak 252 MiB of 256 MiB, 4 MiB of headroom.",
    );
  });
  it("says when it was not kept: a service was killed, or is at its limit", () => {
    const services = [row("VictoriaMetrics", 60, 80), row("Jaeger", 256, 256, 2), row("Grafana", 90, 100)];
    const text = budgetText(services, 406 * mebibyte);
    expect(text).toContain("Jaeger, peak 256 MiB of 256 MiB, no headroom.");
    expect(text).toContain("The kernel killed Jaeger (2 times) for want of memory.");
  });
  it("says at least, or unknown, where a service has no figures", () => {
    const some = [row("VictoriaMetrics", 60, 80), row("Jaeger", 90, 100), row("Grafana", null, null)];
    expect(budgetText(some, 150 * mebibyte)).toMatch(/^At least 150 MiB of 768 MiB; Grafana unknown\. Closest/);
    expect(budgetText([row("Jaeger", null, null)], 0)).toMatch(/^Unknown/);
  });
  it("marks what was measured for less than a day", () => {
    expect(youngText(40 * 60_000)).toMatch(/^Young: from 40 min/);
    expect(youngText(25 * 3_600_000)).toBeNull();
    expect(youngText(null)).toBeNull();
    const fit = { kind: "too-few", bytesPerDay: null, fullAtMs: null } as const;
    const fits = [{ ...fit, window: "1 d" as const }];
    expect(isYoungForecast({ state: "grows", fits, earliestMs: 1, latestMs: 2 })).toBe(true);
    expect(isYoungForecast({ state: "flat", fits })).toBe(false);
  });
});
