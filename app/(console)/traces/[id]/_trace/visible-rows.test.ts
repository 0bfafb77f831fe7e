import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildTraceView } from "@/lib/traces/build-view";
import { randomTrace } from "@/lib/traces/testing/random-trace";
import type { SpanRow } from "@/lib/traces/view";
import { ancestorsOf, moveOf, visibleRows } from "./visible-rows";

const closedOf = (rows: readonly SpanRow[], picks: number[]) => new Set(picks.map((pick) => pick % rows.length));

describe("visibleRows", () => {
  it("hides exactly what has a closed row above it", () => {
    fc.assert(
      fc.property(randomTrace, fc.array(fc.nat()), (trace, picks) => {
        const rows = buildTraceView(trace)?.rows ?? [];
        const closed = closedOf(rows, picks);
        const wanted = rows.flatMap((_, index) =>
          ancestorsOf(rows, index).some((above) => closed.has(above)) ? [] : [index],
        );
        expect(visibleRows(rows, closed)).toEqual(wanted);
      }),
    );
  });
});

describe("moveOf", () => {
  it("never leaves the visible rows by the arrows, and reaches the last one from the first", () => {
    fc.assert(
      fc.property(randomTrace, fc.array(fc.nat()), (trace, picks) => {
        const rows = buildTraceView(trace)?.rows ?? [];
        const closed = closedOf(rows, picks);
        const visible = visibleRows(rows, closed);
        let active = 0;
        for (let step = 1; step < visible.length; step += 1) {
          const move = moveOf("ArrowDown", { rows, visible, closed, active });
          expect(move).toEqual({ kind: "go", index: visible[step] });
          active = visible[step] ?? 0;
        }
        expect(moveOf("ArrowDown", { rows, visible, closed, active })).toEqual({ kind: "go", index: active });
        expect(moveOf("Home", { rows, visible, closed, active })).toEqual({ kind: "go", index: 0 });
      }),
    );
  });

  it("closes and opens, and goes to the parent from what is closed", () => {
    const row = (parent: number | null, below: number) => ({ parent, below, error: parent === 1, critical: [] });
    const rows = [row(null, 2), row(0, 1), row(1, 0)] as unknown as SpanRow[];
    const at = (active: number, closed: number[] = []) => ({
      rows,
      closed: new Set(closed),
      visible: visibleRows(rows, new Set(closed)),
      active,
    });
    expect(moveOf("ArrowLeft", at(1))).toEqual({ kind: "close", index: 1 });
    expect(moveOf("ArrowLeft", at(1, [1]))).toEqual({ kind: "go", index: 0 });
    expect(moveOf("ArrowRight", at(1, [1]))).toEqual({ kind: "open", index: 1 });
    expect(moveOf("ArrowRight", at(1))).toEqual({ kind: "go", index: 2 });
    expect(moveOf("Enter", at(1))).toEqual({ kind: "details", index: 1 });
    expect(moveOf("e", at(0))).toEqual({ kind: "go", index: 2 });
    expect(moveOf("c", at(0))).toEqual({ kind: "none" });
  });
});
