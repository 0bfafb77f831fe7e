import { httpStatusOf, isFailedTrace, routeNameOf } from "@/lib/jaeger/root";
import { type Span, type Trace, tagText } from "@/lib/jaeger/trace";
import { criticalPath } from "./critical-path";
import { faultsOf, isErrorSpan } from "./faults";
import { groupTimes, headlineOf } from "./headline";
import type { Interval } from "./interval";
import { layerOf, layers, targetOf } from "./layers";
import { detectNPlusOne } from "./n-plus-one/n-plus-one";
import { type SelfTime, selfTimes } from "./self-time";
import { buildSpanTree, type SpanNode, type SpanTree } from "./span-tree";
import { normalizeSql } from "./sql/normalize-sql";
import { dialectOf, statementOf } from "./sql-of";
import type { SpanDetail, SpanRow, SqlRow, TraceView } from "./view";

/** Spans further from the root than ten times its duration (a broken clock) do not stretch the waterfall. */
const reach = 10;

function drawnWindow(root: SpanNode, nodes: readonly SpanNode[]): Interval {
  const far = Math.max(1_000_000, reach * (root.endUs - root.startUs));
  let { startUs, endUs } = root;
  for (const node of nodes) {
    if (node.startUs >= root.startUs - far) startUs = Math.min(startUs, node.startUs);
    if (node.endUs <= root.endUs + far) endUs = Math.max(endUs, node.endUs);
  }
  return { startUs, endUs: Math.max(endUs, startUs + 1) };
}

/** Start and end of each interval, alternating, from the window's start; gaps too small to be seen are closed. */
function flatten(intervals: readonly Interval[], window: Interval): number[] {
  const tiny = (window.endUs - window.startUs) / 2000;
  const flat: number[] = [];
  for (const { startUs, endUs } of intervals) {
    const last = flat.at(-1);
    const start = startUs - window.startUs;
    if (last !== undefined && start - last < tiny) flat[flat.length - 1] = endUs - window.startUs;
    else flat.push(start, endUs - window.startUs);
  }
  return flat;
}

const isRequestRoot = (root: Span) => root.kind === "server" || httpStatusOf(root) !== null;

function countBelow({ nodes }: SpanTree): number[] {
  const below = nodes.map(() => 0);
  for (let index = nodes.length - 1; index > 0; index -= 1) {
    const parent = nodes[index]?.parent ?? 0;
    below[parent] = (below[parent] ?? 0) + 1 + (below[index] ?? 0);
  }
  return below;
}

function rowsOf(
  tree: SpanTree,
  times: readonly SelfTime[],
  repeated: ReadonlySet<number>,
  window: Interval,
): SpanRow[] {
  const below = countBelow(tree);
  const critical = new Map<number, Interval[]>();
  for (const part of criticalPath(tree)) {
    const parts = critical.get(part.index);
    if (parts) parts.push(part);
    else critical.set(part.index, [part]);
  }
  return tree.nodes.map((node, index): SpanRow => {
    const own = times[index];
    return {
      id: node.span.spanId,
      parent: node.parent,
      depth: node.depth,
      below: below[index] ?? 0,
      name: node.span.name,
      target: targetOf(node.span),
      service: node.span.service,
      layer: layerOf(node.span),
      startUs: node.startUs - window.startUs,
      durationUs: node.endUs - node.startUs,
      selfUs: Math.round(own?.selfUs ?? 0),
      self: node.children.length === 0 ? null : flatten(own?.intervals ?? [], window),
      critical: flatten(critical.get(index) ?? [], window),
      error: isErrorSpan(node.span),
      nPlusOne: repeated.has(index),
      remarks: node.remarks,
    };
  });
}

function sqlOf(tree: SpanTree, times: readonly SelfTime[]): SqlRow[] {
  const groups = new Map<string, SqlRow>();
  tree.nodes.forEach(({ span }, index) => {
    const statement = statementOf(span);
    if (statement === null) return;
    const normalized = normalizeSql(statement, dialectOf(span.tags));
    const rows = tagText(span.tags, "db.rows_affected");
    const group = groups.get(normalized) ?? {
      statement,
      normalized,
      table: targetOf(span),
      count: 0,
      selfUs: 0,
      rows: null,
      spans: [],
    };
    group.count += 1;
    group.selfUs += times[index]?.selfUs ?? 0;
    if (rows !== undefined && Number.isFinite(Number(rows))) group.rows = (group.rows ?? 0) + Number(rows);
    group.spans.push(index);
    groups.set(normalized, group);
  });
  return [...groups.values()].toSorted((a, b) => b.selfUs - a.selfUs);
}

/** Details of the spans in the order of the view's rows; pass a cleaned trace. */
export function buildDetails(trace: Trace): SpanDetail[] {
  const tree = buildSpanTree(trace);
  const root = tree?.nodes[0];
  if (!tree || !root) return [];
  const { startUs } = drawnWindow(root, tree.nodes);
  return tree.nodes.map(({ span }) => ({
    kind: span.kind,
    statement: statementOf(span),
    tags: span.tags,
    resource: span.resource,
    events: span.events.map(({ name, timestampUs, attributes }) => ({ name, atUs: timestampUs - startUs, attributes })),
    links: span.links,
    warnings: span.warnings,
  }));
}

const views = new WeakMap<Trace, TraceView | null>();

/** The view of a cleaned trace (`cleanTrace`), made once per trace object; null when it has no span. */
export function buildTraceView(trace: Trace): TraceView | null {
  const known = views.get(trace);
  if (known !== undefined) return known;
  const view = makeView(trace);
  views.set(trace, view);
  return view;
}

function makeView(trace: Trace): TraceView | null {
  const tree = buildSpanTree(trace);
  const node = tree?.nodes[0];
  if (!tree || !node) return null;
  const root = node.span;
  const times = selfTimes(tree);
  const faults = faultsOf(tree);
  const problems = detectNPlusOne(tree);
  const groups = groupTimes(tree, times);
  const window = drawnWindow(node, tree.nodes);
  const repeated = new Set(problems.flatMap(({ spans }) => spans));
  const rows = rowsOf(tree, times, repeated, window);
  const shareOf = (layer: (typeof layers)[number]) =>
    rows.reduce((sum, row) => sum + (row.layer === layer ? row.selfUs : 0), 0);
  return {
    traceId: trace.traceId,
    headline: headlineOf(trace, tree, groups, faults, problems),
    service: root.service,
    route: routeNameOf(root),
    isRequest: isRequestRoot(root),
    isPart: !isRequestRoot(root) && root.parentSpanId !== null,
    httpStatus: httpStatusOf(root),
    failed: isFailedTrace(trace),
    startedAtMs: node.startUs > 0 ? node.startUs / 1000 : null,
    durationUs: node.endUs - node.startUs,
    rootStartUs: node.startUs - window.startUs,
    windowUs: window.endUs - window.startUs,
    rows,
    layerShares: layers.map((layer) => ({ layer, selfUs: shareOf(layer) })).filter(({ selfUs }) => selfUs > 0),
    groups: groups.slice(0, 30),
    sql: sqlOf(tree, times).slice(0, 50),
    faults: faults.slice(0, 50).map((fault) => ({ ...fault, name: tree.nodes[fault.index]?.span.name ?? "" })),
    problems: problems.slice(0, 20),
    followsFrom: root.links.slice(0, 20),
    warnings: trace.warnings,
  };
}
