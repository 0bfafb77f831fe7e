import { expect, it } from "vitest";
import type { ChartSeries } from "@/lib/charts/types";
import type { Measured } from "@/lib/measured";
import { canPickFrom } from "./load-pick-chart";

const chart = (points: (number | null)[]): Measured<ChartSeries> => ({
  state: "ready",
  sampledAtMs: 1,
  value: {
    unit: "requests/s",
    timesMs: points.map((_, place) => place * 60_000),
    lines: [{ name: "2xx", points }],
    promql: "",
    metric: "rate",
    range: "24h",
    route: null,
  },
});

it("a window is picked from ten points at least: a day of which minutes are known is no chart", () => {
  expect(canPickFrom(chart([...Array(230).fill(null), ...Array(10).fill(0)]))).toBe(true);
  expect(canPickFrom(chart([...Array(231).fill(null), ...Array(9).fill(3)]))).toBe(false);
  expect(canPickFrom({ state: "empty", askedAtMs: 1 })).toBe(false);
});
