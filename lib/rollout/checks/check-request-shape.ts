import { routeNameOf } from "@/lib/jaeger/root";
import { type Trace, tagText } from "@/lib/jaeger/trace";
import { apiServiceName } from "@/lib/plan/contract";
import { layerOf } from "@/lib/traces/layers";
import { buildSpanTree, type SpanNode, type SpanTree } from "@/lib/traces/span-tree";
import { statementOf } from "@/lib/traces/sql-of";
import type { Found } from "../facts/trace-facts";
import type { Evidence, Outcome } from "../types";

type Read = { trace: Trace; tree: SpanTree; root: SpanNode };

function readTrees(traces: readonly Trace[]): Read[] {
  return traces.flatMap((trace) => {
    const tree = buildSpanTree(trace);
    const root = tree?.nodes[0];
    return tree && root ? [{ trace, tree, root }] : [];
  });
}

const newest = (label: string, reads: readonly Read[]): Evidence[] => {
  const last = reads.toSorted((a, b) => b.root.startUs - a.root.startUs)[0];
  return last ? [{ label, value: `${reads.length} read`, atMs: last.root.startUs / 1000 }] : [];
};
const example = (read: Read | undefined, text: (read: Read) => string) =>
  read && { text: text(read), traceId: read.trace.traceId };
const share = (part: number, all: number) => `${part} of ${all}`;

/** Whether each trace has one root of the right service, and no span whose parent got lost. */
export function checkRoots(recent: Found): Outcome {
  const reads = readTrees(recent.traces);
  if (reads.length === 0) return { state: "not-yet", because: "Jaeger has no trace of the API.", evidence: [] };
  const broken = (read: Read) => read.tree.nodes.slice(1).some(({ remarks }) => remarks.some(isLoose));
  const good = reads.filter((read) => !broken(read) && read.root.span.service === apiServiceName);
  const bad = reads.find((read) => broken(read));
  const evidence = newest("Newest traces", reads);
  const passing = example(good[0], ({ root }) => routeNameOf(root.span));
  if (!bad) {
    return {
      state: "met",
      because: `${share(good.length, reads.length)} traces hang together below one root.`,
      evidence,
      passing,
    };
  }
  const failing = example(bad, ({ root, tree }) => `${routeNameOf(root.span)}: ${looseText(tree)}`);
  const because = `${share(reads.length - good.length, reads.length)} traces have spans without their parent.`;
  return { state: "partly", because, evidence, passing, failing };
}

const isLoose = (remark: SpanNode["remarks"][number]) => remark === "parent-missing" || remark === "second-root";

function looseText({ nodes }: SpanTree): string {
  const loose = nodes.slice(1).filter(({ remarks }) => remarks.some(isLoose));
  return `${loose.length} ${loose.length === 1 ? "span" : "spans"} without a parent, such as ${loose[0]?.span.name}`;
}

/** The layers below a request's own service span; siblings in time order, as real libraries nest them. */
function missingBelow({ tree, root }: Read): string[] {
  if (layerOf(root.span) !== "http") return ["the request"];
  const below = tree.nodes.filter((node) => node.parent !== null);
  const service = below.filter((node) => node.parent === 0 && layerOf(node.span) === "service");
  const under = below.filter((node) => isUnder(tree, node, service));
  const queries = under.filter(({ span }) => layerOf(span) === "db").length;
  return [
    ...(service.length === 0 ? ["a service span"] : []),
    ...(queries < 2 ? ["two queries"] : []),
    ...(under.some(({ span }) => span.name === "b2.PutObject") ? [] : ["b2.PutObject"]),
    ...(under.some(({ span }) => span.name === "apns.send") ? [] : ["apns.send"]),
  ];
}

function isUnder({ nodes }: SpanTree, node: SpanNode, above: readonly SpanNode[]): boolean {
  for (let at = node.parent; at !== null; at = nodes[at]?.parent ?? null) {
    const parent = nodes[at];
    if (parent && above.includes(parent)) return true;
  }
  return false;
}

/** Whether one request shows http, service, query, query, b2.PutObject and apns.send in one trace. */
export function checkNesting(uploads: Found): Outcome {
  const reads = readTrees(uploads.traces);
  if (reads.length === 0) return { state: "quiet", because: "No upload has a trace to look at.", evidence: [] };
  const rated = reads
    .map((read) => ({ read, missing: missingBelow(read) }))
    .toSorted((a, b) => a.missing.length - b.missing.length);
  const best = rated[0];
  const evidence = newest("Newest uploads", reads);
  if (best?.missing.length === 0) {
    const passing = example(best.read, ({ root }) => `${routeNameOf(root.span)}, ${best.read.tree.nodes.length} spans`);
    return {
      state: "met",
      because: "service, queries, b2.PutObject and apns.send stand below the request.",
      evidence,
      passing,
    };
  }
  const missing = best?.missing.join(", ") ?? "everything";
  const failing = example(best?.read, ({ root }) => `${routeNameOf(root.span)} lacks ${missing}`);
  return {
    state: best && best.missing.length < 4 ? "partly" : "not-yet",
    because: `An upload's trace lacks ${missing}.`,
    evidence,
    failing,
  };
}

/** Whether query spans carry their statement. */
export function checkSqlText(queries: Found): Outcome {
  const spans = queries.traces.flatMap((trace) => trace.spans.filter((span) => layerOf(span) === "db"));
  if (spans.length === 0) return { state: "not-yet", because: "No query span has been seen.", evidence: [] };
  const withSql = spans.filter((span) => (statementOf(span) ?? "") !== "");
  const last = spans.toSorted((a, b) => b.startUs - a.startUs)[0];
  const evidence = [
    {
      label: "Query spans",
      value: `${share(withSql.length, spans.length)} with SQL`,
      atMs: last ? last.startUs / 1000 : null,
    },
  ];
  const bare = spans.find((span) => !withSql.includes(span));
  const passing = withSql[0] && {
    text: `${withSql[0].name} ${tagText(withSql[0].tags, "db.sql.table") ?? ""}`.trim(),
    traceId: withSql[0].traceId,
  };
  // With the database down a BEGIN fails before there is a statement: a few bare spans are no fault of the tracing.
  if (withSql.length >= spans.length * 0.9)
    return {
      state: "met",
      because: `${share(withSql.length, spans.length)} query spans carry their SQL.`,
      evidence,
      passing,
    };
  const failing = bare && { text: `${bare.name} without a statement`, traceId: bare.traceId };
  return {
    state: "partly",
    because: `Only ${share(withSql.length, spans.length)} query spans carry their SQL.`,
    evidence,
    passing,
    failing,
  };
}

/** Whether queries are part of a request's or a task's trace: a repository called without ctx starts a trace of its own. */
export function checkQueriesInRequests(queries: Found): Outcome {
  const reads = readTrees(queries.traces).filter(({ tree }) => tree.nodes.some(({ span }) => layerOf(span) === "db"));
  if (reads.length === 0) return { state: "not-yet", because: "No query span has been seen.", evidence: [] };
  // With a parent that is not there yet, its request is still being written.
  const lost = reads.filter(({ root }) => layerOf(root.span) === "db" && root.span.parentSpanId === null);
  const evidence = newest("Traces with queries", reads);
  const kept = reads.length - lost.length;
  const passing = example(
    reads.find((read) => !lost.includes(read)),
    ({ root }) => routeNameOf(root.span),
  );
  if (lost.length === 0)
    return {
      state: "met",
      because: `In ${share(kept, reads.length)} traces the queries belong to a request or a task.`,
      evidence,
      passing,
    };
  const failing = example(
    lost[0],
    ({ root }) => `${root.span.name} ${tagText(root.span.tags, "db.sql.table") ?? ""} is a trace of its own`,
  );
  return {
    state: "partly",
    because: `In ${share(lost.length, reads.length)} traces a query stands alone: ctx does not reach that repository.`,
    evidence,
    passing,
    failing,
  };
}
