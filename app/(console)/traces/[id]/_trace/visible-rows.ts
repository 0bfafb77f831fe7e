import type { SpanRow } from "@/lib/traces/view";

/** Indexes of the rows that show: those below a closed one do not. Rows are in tree order, so what is below follows. */
export function visibleRows(rows: readonly SpanRow[], closed: ReadonlySet<number>): number[] {
  const visible: number[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    visible.push(index);
    if (closed.has(index)) index += rows[index]?.below ?? 0;
  }
  return visible;
}

/** All ancestors of a row: what must be open for it to show. */
export function ancestorsOf(rows: readonly SpanRow[], index: number): number[] {
  const above: number[] = [];
  for (let at = rows[index]?.parent ?? null; at !== null; at = rows[at]?.parent ?? null) above.push(at);
  return above;
}

export type Move =
  | { kind: "go"; index: number }
  | { kind: "open"; index: number }
  | { kind: "close"; index: number }
  | { kind: "details"; index: number }
  | { kind: "none" };

type Position = { rows: readonly SpanRow[]; visible: readonly number[]; closed: ReadonlySet<number>; active: number };

const pageRows = 15;

/** The next row after the active one that `wanted` takes, from the top again after the last. */
export function nextWhere(rows: readonly SpanRow[], active: number, wanted: (row: SpanRow) => boolean): number | null {
  for (let step = 1; step <= rows.length; step += 1) {
    const index = (active + step) % rows.length;
    const row = rows[index];
    if (row && wanted(row)) return index;
  }
  return null;
}

/** What a key does in the waterfall, as trees do it everywhere; `e` and `c` go to the next error and critical span. */
export function moveOf(key: string, { rows, visible, closed, active }: Position): Move {
  const at = visible.indexOf(active);
  const go = (position: number): Move => {
    const index = visible[Math.max(0, Math.min(visible.length - 1, position))];
    return index === undefined ? { kind: "none" } : { kind: "go", index };
  };
  const jump = (wanted: (row: SpanRow) => boolean): Move => {
    const index = nextWhere(rows, active, wanted);
    return index === null ? { kind: "none" } : { kind: "go", index };
  };
  const row = rows[active];
  const hasChildren = (row?.below ?? 0) > 0;
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "PageDown":
      return go(at + pageRows);
    case "PageUp":
      return go(at - pageRows);
    case "Home":
      return go(0);
    case "End":
      return go(visible.length - 1);
    case "ArrowRight":
      if (hasChildren && closed.has(active)) return { kind: "open", index: active };
      return hasChildren ? go(at + 1) : { kind: "none" };
    case "ArrowLeft":
      if (hasChildren && !closed.has(active)) return { kind: "close", index: active };
      return row && row.parent !== null ? { kind: "go", index: row.parent } : { kind: "none" };
    case "Enter":
    case " ":
      return { kind: "details", index: active };
    case "e":
      return jump(({ error }) => error);
    case "c":
      return jump(({ critical }) => critical.length > 0);
    default:
      return { kind: "none" };
  }
}
