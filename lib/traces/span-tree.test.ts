import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spanOf, traceOf } from "@/lib/jaeger/testing/span-of";
import { criticalPath } from "./critical-path";
import { selfTimes } from "./self-time";
import { buildSpanTree, type SpanTree } from "./span-tree";
import { randomTrace } from "./testing/random-trace";

const treeOf = (...spans: Parameters<typeof traceOf>): SpanTree => {
  const tree = buildSpanTree(traceOf(...spans));
  if (!tree) throw new Error("no tree");
  return tree;
};
const us = 1_700_000_000_000_000;
const span = (spanId: string, parentSpanId: string | null, from: number, to: number, more = {}) =>
  spanOf({ spanId, parentSpanId, name: spanId, startUs: us + from, durationUs: to - from, ...more });
const selfOf = (tree: SpanTree) =>
  Object.fromEntries(selfTimes(tree).map(({ selfUs }, index) => [tree.nodes[index]?.span.name, selfUs]));
const pathOf = (tree: SpanTree) =>
  criticalPath(tree).map((part) => `${tree.nodes[part.index]?.span.name} ${part.startUs - us}-${part.endUs - us}`);

describe("any trace", () => {
  it("becomes one tree that holds each span once, every parent before its children", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const tree = buildSpanTree(trace);
        expect(tree?.nodes.map(({ span }) => span).length).toBe(trace.spans.length);
        expect(new Set(tree?.nodes.map(({ span }) => span))).toEqual(new Set(trace.spans));
        tree?.nodes.forEach((node, index) => {
          expect(node.parent === null).toBe(index === 0);
          if (node.parent !== null) {
            expect(node.parent).toBeLessThan(index);
            expect(tree.nodes[node.parent]?.children).toContain(index);
            expect(tree.nodes[node.parent]?.depth).toBe(node.depth - 1);
          }
        });
      }),
    );
  });

  it("has self times that add up to the root's duration, none of them negative", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const tree = buildSpanTree(trace);
        if (!tree) return;
        const times = selfTimes(tree).map(({ selfUs }) => selfUs);
        const [root] = tree.nodes;
        expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
        const sum = times.reduce((total, time) => total + time, 0);
        expect(sum).toBeCloseTo((root?.endUs ?? 0) - (root?.startUs ?? 0), 2);
      }),
    );
  });

  it("has a critical path without gaps that adds up to the root's duration exactly", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const tree = buildSpanTree(trace);
        if (!tree) return;
        const [root] = tree.nodes;
        let at = root?.startUs;
        for (const part of criticalPath(tree)) {
          expect(part.startUs).toBe(at);
          at = part.endUs;
          const within = tree.nodes[part.index]?.within;
          expect((within?.startUs ?? 0) <= part.startUs && part.endUs <= (within?.endUs ?? 0)).toBe(true);
        }
        expect(at).toBe(root?.endUs);
      }),
    );
  });

  it("does not depend on the order of the spans", () => {
    fc.assert(
      fc.property(randomTrace, (trace) => {
        const ids = new Set(trace.spans.map(({ spanId }) => spanId));
        fc.pre(ids.size === trace.spans.length);
        const reversed = { ...trace, spans: trace.spans.toReversed() };
        expect(buildSpanTree(reversed)).toEqual(buildSpanTree(trace));
      }),
    );
  });
});

it("10,000 spans in one chain, and 10,000 below one parent, cost no stack and little time", () => {
  const chain = Array.from({ length: 10_000 }, (_, i) => span(`${i}`, i === 0 ? null : `${i - 1}`, i, 20_000 - i));
  const flat = Array.from({ length: 10_000 }, (_, i) =>
    span(`${i}`, i === 0 ? null : "0", i, i === 0 ? 20_000 : i + 1),
  );
  for (const spans of [chain, flat]) {
    const tree = treeOf(...spans);
    expect(tree.nodes).toHaveLength(10_000);
    expect(selfTimes(tree).reduce((sum, { selfUs }) => sum + selfUs, 0)).toBe(20_000);
    expect(criticalPath(tree).reduce((sum, part) => sum + part.endUs - part.startUs, 0)).toBe(20_000);
  }
});

describe("self time", () => {
  it("counts a Preload inside its query once", () => {
    const tree = treeOf(span("root", null, 0, 100), span("query", "root", 10, 60), span("preload", "query", 30, 55));
    expect(selfOf(tree)).toEqual({ root: 50, query: 25, preload: 25 });
  });

  it("shares what runs side by side, and cuts off what outlives the root", () => {
    const tree = treeOf(
      span("root", null, 0, 100),
      span("a", "root", 0, 80),
      span("b", "root", 40, 80),
      span("late", "root", 90, 300),
    );
    expect(selfOf(tree)).toEqual({ root: 10, a: 60, b: 20, late: 10 });
    expect(tree.nodes.find((node) => node.span.name === "late")?.remarks).toEqual(["outside-parent"]);
  });
});

describe("critical path", () => {
  it("follows the last to finish, back to the start", () => {
    const tree = treeOf(
      span("root", null, 0, 100),
      span("first", "root", 5, 30),
      span("parallel", "root", 31, 60),
      span("slow", "root", 31, 90),
      span("inner", "slow", 40, 80),
    );
    expect(pathOf(tree)).toEqual([
      "root 0-5",
      "first 5-30",
      "root 30-31",
      "slow 31-40",
      "inner 40-80",
      "slow 80-90",
      "root 90-100",
    ]);
  });

  it("goes through a child that ends with its parent, and through one that ends where the next begins", () => {
    const tree = treeOf(
      span("root", null, 0, 100),
      span("first", "root", 0, 40),
      span("last", "root", 40, 100),
      span("inner", "last", 60, 100),
    );
    expect(pathOf(tree)).toEqual(["first 0-40", "last 40-60", "inner 60-100"]);
  });
});

describe("disorder", () => {
  it("hangs orphans, second roots and cycles below the root and says why", () => {
    const tree = treeOf(
      span("root", null, 0, 100),
      span("orphan", "lost", 10, 20),
      span("other", null, 20, 30),
      span("x", "y", 30, 40),
      span("y", "x", 31, 39),
    );
    const remarks = Object.fromEntries(tree.nodes.map((node) => [node.span.name, [node.depth, ...node.remarks]]));
    expect(remarks).toEqual({
      root: [0],
      orphan: [1, "parent-missing"],
      other: [1, "second-root"],
      x: [1, "cycle"],
      y: [2],
    });
  });

  it("takes the first to start for the parent, where several have its id", () => {
    const tree = treeOf(
      span("root", null, 0, 100),
      span("twin", "root", 10, 40, { name: "first" }),
      span("twin", "root", 50, 90, { name: "second" }),
      span("child", "twin", 60, 70),
    );
    const child = tree.nodes.find((node) => node.span.name === "child");
    expect(tree.nodes[child?.parent ?? 0]?.span.name).toBe("first");
    expect(tree.nodes.map(({ remarks }) => remarks)).toEqual([[], [], ["outside-parent"], ["duplicate-id"]]);
  });

  it("takes a span that names itself for one whose parent is missing", () => {
    expect(treeOf(span("root", null, 0, 100), span("odd", "odd", 10, 20)).nodes[1]).toMatchObject({
      ...{ parent: 0, remarks: ["parent-missing"] },
    });
  });

  it("remarks what begins before its parent or ends after it, and nothing within", () => {
    const remarksOf = (from: number, to: number) =>
      treeOf(span("root", null, 0, 100), span("a", "root", from, to)).nodes[1];
    expect(remarksOf(0, 100)).toMatchObject({ remarks: [], within: { startUs: us, endUs: us + 100 } });
    expect(remarksOf(-1, 100)).toMatchObject({ remarks: ["outside-parent"], within: { startUs: us, endUs: us + 100 } });
    expect(remarksOf(10, 101)).toMatchObject({
      remarks: ["outside-parent"],
      within: { startUs: us + 10, endUs: us + 100 },
    });
    expect(remarksOf(150, 160)).toMatchObject({ within: { startUs: us + 100, endUs: us + 100 } });
    expect(remarksOf(-20, -10)).toMatchObject({ within: { startUs: us, endUs: us } });
  });

  it("puts children by start, the longer first, and then by id", () => {
    const tree = treeOf(
      ...[span("root", null, 0, 100), span("c", "root", 10, 20), span("b", "root", 10, 20), span("a", "root", 10, 30)],
      ...[span("d", "root", 5, 6), span("e", "d", 5, 6)],
    );
    expect(tree.nodes.map(({ span }) => span.spanId)).toEqual(["root", "d", "e", "a", "b", "c"]);
    expect(tree.nodes.map(({ depth, children }) => [depth, ...children])).toEqual([
      ...[[0, 1, 3, 4, 5], [1, 2], [2], [1], [1], [1]],
    ]);
  });

  it("keeps the warnings of its trace", () => {
    const tree = buildSpanTree({ ...traceOf(span("root", null, 0, 1)), warnings: ["odd clock"] });
    expect(tree).toMatchObject({ traceId: "a1", warnings: ["odd clock"] });
  });

  it("takes a trace that is nothing but a cycle", () => {
    const tree = treeOf(span("x", "y", 0, 10), span("y", "z", 1, 9), span("z", "x", 2, 8));
    expect(tree.nodes.map(({ span }) => span.name)).toEqual(["x", "z", "y"]);
  });

  it.each([
    ["a negative duration", { durationUs: -5 }],
    ["a negative duration as Jaeger prints it", { durationUs: 2 ** 64 - 4096 }],
    ["2^63 as its start", { startUs: 2 ** 63 }],
    ["no start", { startUs: 0 }],
  ])("draws a span with %s without a length", (_label, bad) => {
    const tree = treeOf(span("root", null, 0, 100), span("odd", "root", 10, 20, bad));
    const odd = tree.nodes[1];
    expect(odd?.remarks).toContain("bad-time");
    expect((odd?.endUs ?? 0) - (odd?.startUs ?? 0)).toBeLessThanOrEqual(10);
    expect(selfTimes(tree).reduce((sum, { selfUs }) => sum + selfUs, 0)).toBe(100);
  });

  it("is null without a span", () => {
    expect(buildSpanTree(traceOf())).toBeNull();
  });
});
