import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { MeasuredNotice } from "./measured-notice";

const shown = (failure: object) => {
  const base = { source: "victoriametrics", kind: "bad-status", message: "It said so." } as const;
  const measured = { state: "error", askedAtMs: 0, failure: { ...base, ...failure } } as const;
  const html = renderToString(<MeasuredNotice measured={measured} empty="" stillHolds="" retry={() => undefined} />);
  return html.replace(/<[^>]*>/g, "");
};

it("tells a question that was refused as too heavy from an upstream that is broken or gone", () => {
  expect(shown({ tooHeavy: true })).toContain("Unknown: VictoriaMetrics refused the question.");
  expect(shown({})).toContain("Unknown: VictoriaMetrics gave a wrong answer.");
  expect(shown({ kind: "unreachable" })).toContain("Unknown: VictoriaMetrics cannot be reached.");
});

it("shows each of the other states as what it is: nothing beside a figure, a placeholder, no data", () => {
  const html = (measured: Parameters<typeof MeasuredNotice>[0]["measured"]) =>
    renderToString(
      <MeasuredNotice measured={measured} empty="Nothing was pushed." stillHolds="" retry={() => undefined} />,
    );
  expect(html({ state: "ready", value: 0, sampledAtMs: 0 })).toBe("");
  expect(html({ state: "loading" })).not.toMatch(/No data|Unknown|Ask again/);
  expect(html({ state: "loading" })).not.toBe("");
  expect(html({ state: "empty", askedAtMs: 0 })).toMatch(/No data.*Nothing was pushed\./s);
  expect(html({ state: "empty", askedAtMs: 0 })).not.toContain("Ask again");
});
