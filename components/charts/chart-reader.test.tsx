import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ChartReader } from "./chart-reader";
import type { Drawn } from "./chart-values";

const series: Drawn = {
  unit: "ms",
  timesMs: [Date.UTC(2026, 2, 1, 14, 0), Date.UTC(2026, 2, 1, 14, 1)],
  lines: [{ name: "p95", points: [20, 310] }],
};
const rendered = (drawn: Drawn) =>
  renderToStaticMarkup(
    <ChartReader series={drawn} label="Latency, last 1h" utc onSelect={() => undefined}>
      picture
    </ChartReader>,
  );

it("is one stop of the keyboard that reads its newest point first", () => {
  const html = rendered(series);
  expect(html.match(/tabindex="0"/g)).toHaveLength(1);
  expect(html).toContain('aria-label="Latency, last 1h, points"');
  expect(html).toContain('aria-valuetext="14:01:00 UTC: p95 310 ms"');
  expect(html).toContain("With Shift they select a stretch");
});

it("says that a chart without points has none", () => {
  expect(rendered({ ...series, timesMs: [], lines: [] })).toContain('aria-valuetext="no point"');
});
