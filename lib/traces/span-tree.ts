import { rootSpan } from "@/lib/jaeger/root";
import type { Span, Trace } from "@/lib/jaeger/trace";
import { type Interval, plausibleInterval } from "./interval";

/** Why a span is not placed where it says it belongs, or not with its own times. Hints, not errors. */
export type SpanRemark = "parent-missing" | "second-root" | "cycle" | "bad-time" | "outside-parent" | "duplicate-id";

/** A span in its place. Times in unix microseconds. */
export type SpanNode = Interval & {
  span: Span;
  /** Index of the parent in `SpanTree.nodes`; null for the root alone. */
  parent: number | null;
  /** Indexes, by start. */
  children: number[];
  depth: number;
  /**
   * The part of it that lies within its parent, its parent's parent, and so on: what counts towards the root's time.
   */
  within: Interval;
  remarks: SpanRemark[];
};

/** All spans of a trace below one root, each before its children; `nodes[0]` is the root. */
export type SpanTree = { traceId: string; nodes: SpanNode[]; warnings: string[] };

type Placed = { span: Span; interval: Interval; parent: number | null; remarks: SpanRemark[] };

const byStart = (a: Placed, b: Placed) =>
  a.interval.startUs - b.interval.startUs ||
  b.interval.endUs - a.interval.endUs ||
  (a.span.spanId < b.span.spanId ? -1 : 1);

/** Finds each span's parent by id; of several spans with one id the first to start is the parent. */
function linkParents(placed: Placed[]): void {
  const indexOf = new Map<string, number>();
  placed.forEach(({ span, remarks }, index) => {
    if (indexOf.has(span.spanId)) remarks.push("duplicate-id");
    else indexOf.set(span.spanId, index);
  });
  placed.forEach((item, index) => {
    const { parentSpanId } = item.span;
    const parent = parentSpanId === null ? undefined : indexOf.get(parentSpanId);
    if (parent !== undefined && parent !== index) item.parent = parent;
    else if (parentSpanId !== null) item.remarks.push("parent-missing");
  });
}

/** Cuts every cycle at its earliest span; each span is looked at once. */
function cutCycles(placed: Placed[]): void {
  const settled = new Uint8Array(placed.length);
  for (let start = 0; start < placed.length; start += 1) {
    const path: number[] = [];
    let at: number | null = start;
    while (at !== null && settled[at] === 0) {
      settled[at] = 1;
      path.push(at);
      at = placed[at]?.parent ?? null;
    }
    if (at !== null && settled[at] === 1) {
      const first = path.slice(path.indexOf(at)).reduce((least, index) => Math.min(least, index));
      const item = placed[first];
      if (item) {
        item.parent = null;
        item.remarks.push("cycle");
      }
    }
    for (const index of path) settled[index] = 2;
  }
}

function childrenOf(placed: Placed[], root: number): number[][] {
  const children: number[][] = placed.map(() => []);
  placed.forEach((item, index) => {
    if (index === root) item.parent = null;
    else {
      if (item.parent === null && item.remarks.length === 0) item.remarks.push("second-root");
      item.parent ??= root;
      children[item.parent]?.push(index);
    }
  });
  return children;
}

const overlap = (a: Interval, b: Interval): Interval => {
  const startUs = Math.min(Math.max(a.startUs, b.startUs), b.endUs);
  return { startUs, endUs: Math.max(startUs, Math.min(a.endUs, b.endUs)) };
};

/**
 * Puts a trace's spans into one tree. Robust to what stores and clients do: spans whose parent is missing, second roots
 * and cycles hang below the root with a remark; an impossible start (negative, beyond any date) becomes the root's, an
 * impossible duration 0; spans with the same id all stay. Null for a trace without spans.
 */
export function buildSpanTree(trace: Trace): SpanTree | null {
  const chosen = rootSpan(trace);
  if (!chosen) return null;
  const rootInterval = plausibleInterval(chosen, 0).interval;
  const placed = trace.spans
    .map((span): Placed => {
      const { interval, plausible } = plausibleInterval(span, rootInterval.startUs);
      return { span, interval, parent: null, remarks: plausible ? [] : ["bad-time"] };
    })
    .sort(byStart);
  linkParents(placed);
  const root = placed.findIndex(({ span }) => span === chosen);
  const rootItem = placed[root];
  // A cycle that contains the root is cut above the root.
  if (rootItem) rootItem.parent = null;
  cutCycles(placed);
  const children = childrenOf(placed, root);

  const nodes: SpanNode[] = [];
  const waiting: { index: number; parent: number | null }[] = [{ index: root, parent: null }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const item = placed[next.index];
    if (!item) continue;
    const above = next.parent === null ? null : (nodes[next.parent] ?? null);
    const { span, interval, remarks } = item;
    const own = nodes.length;
    const within = above ? overlap(interval, above.within) : interval;
    if (above && (interval.startUs < above.startUs || interval.endUs > above.endUs)) remarks.push("outside-parent");
    nodes.push({
      ...interval,
      span,
      parent: next.parent,
      children: [],
      depth: (above?.depth ?? -1) + 1,
      within,
      remarks,
    });
    above?.children.push(own);
    for (const child of (children[next.index] ?? []).toReversed()) waiting.push({ index: child, parent: own });
  }
  return { traceId: trace.traceId, nodes, warnings: trace.warnings };
}
