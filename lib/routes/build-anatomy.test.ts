import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapTrace } from "@/lib/jaeger/map-trace";
import { tracesSchema } from "@/lib/jaeger/schema";
import { readFixture } from "@/lib/jaeger/testing/read-fixture";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import { buildAnatomy } from "./build-anatomy";

const fixture = (name: Parameters<typeof readFixture>[0]) => tracesSchema.parse(readFixture(name)).data.map(mapTrace);

describe("buildAnatomy", () => {
  it("finds the upload in what the Go program sent", () => {
    const anatomy = buildAnatomy(fixture("post-documents-nested"), "");
    expect(anatomy?.layers[0]?.layer).toBe("b2");
    expect(anatomy?.layers.map(({ layer }) => layer).toSorted()).toEqual(["b2", "db", "http", "push", "service"]);
  });

  it("ranks the N+1 of the tasks first, as one statement without its values", () => {
    const [first] = buildAnatomy(fixture("get-tasks-n-plus-one"), "")?.statements ?? [];
    expect(first?.times).toBeGreaterThan(10);
    expect(first?.statement).toMatch(/task_id ?= ?\?/);
  });

  it("counts a preload once: the query around it keeps only its own time", () => {
    const sql = (text: string) => ({ "db.system": "postgresql", "db.statement": text });
    const anatomy = buildAnatomy(
      [
        traceOf(
          spanOf({ spanId: "1", startUs: 1_000_000, durationUs: 10_000 }),
          spanOf({
            spanId: "2",
            parentSpanId: "1",
            name: "gorm.Query",
            kind: "client",
            startUs: 1_000_000,
            durationUs: 7000,
            tags: sql('SELECT * FROM "residences"'),
          }),
          spanOf({
            spanId: "3",
            parentSpanId: "2",
            name: "gorm.Query",
            kind: "client",
            startUs: 1_003_000,
            durationUs: 4000,
            tags: sql('SELECT * FROM "members"'),
          }),
        ),
      ],
      "",
    );
    expect(anatomy?.statements.map(({ totalMs }) => totalMs)).toEqual([4, 3]);
    expect(anatomy?.layers.find(({ layer }) => layer === "db")).toMatchObject({ selfMs: 7, share: 0.7 });
  });

  it("shares add up to all of the time, and no literal of a statement is shown", () => {
    const durations = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(durations, (own) => {
        const root = spanOf({ spanId: "root", startUs: 1_000_000, durationUs: 1_000_000 });
        const children = own.map((durationUs, index) =>
          spanOf({
            spanId: `c${index}`,
            parentSpanId: "root",
            name: "gorm.Query",
            startUs: 1_000_000 + index * 50_000,
            durationUs,
            tags: { "db.system": "postgresql", "db.statement": `SELECT 1 WHERE email = 'secret${index}@example.com'` },
          }),
        );
        const anatomy = buildAnatomy([traceOf(root, ...children)], "");
        expect(anatomy?.layers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
        expect(JSON.stringify(anatomy)).not.toContain("secret");
        expect(anatomy?.statements).toHaveLength(1);
      }),
    );
  });

  it("is null without traces", () => {
    expect(buildAnatomy([], "")).toBeNull();
  });
});
