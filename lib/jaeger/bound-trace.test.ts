import { expect, it } from "vitest";
import { attributesMax, boundTrace, spansMax } from "./bound-trace";
import { spanOf } from "./testing/span-of";

const tags = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, n]));
const traceOf = (count: number, more: object = {}) => ({
  traceId: "a1",
  spans: Array.from({ length: count }, (_, n) => spanOf({ spanId: `s${n}`, ...more })),
  warnings: ["Jaeger's own"],
});

it("leaves what is of usual size as it is", () => {
  const trace = traceOf(spansMax);
  expect(boundTrace(trace)).toBe(trace);
  const full = traceOf(attributesMax / 100, { tags });
  expect(boundTrace(full)).toBe(full);
});

it("keeps the first of too many spans, and says how many it left out", () => {
  const { spans, warnings } = boundTrace(traceOf(spansMax + 1234));
  expect([spans.length, spans.at(-1)?.spanId]).toEqual([spansMax, `s${spansMax - 1}`]);
  expect(warnings).toEqual(["1,234 further spans are left out here", "Jaeger's own"]);
});

it("keeps the attributes of the first of too many, of events too, and every span", () => {
  const event = { name: "exception", timestampUs: 0, attributes: tags };
  const { spans, warnings } = boundTrace(traceOf(2000, { tags, events: [event] }));
  expect(spans).toHaveLength(2000);
  expect(spans.filter(({ tags }) => Object.keys(tags).length > 0)).toHaveLength(attributesMax / 200);
  expect(spans.at(-1)).toMatchObject({ spanId: "s1999", tags: {}, events: [] });
  expect(warnings[0]).toBe("the attributes of 1,500 spans are left out here");
});
