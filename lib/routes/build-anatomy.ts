import { type Trace, tagText } from "@/lib/jaeger/trace";
import { cleanTrace } from "@/lib/traces/clean-trace";
import { type Layer, layerOf } from "@/lib/traces/layers";
import { selfTimes } from "@/lib/traces/self-time";
import { buildSpanTree } from "@/lib/traces/span-tree";
import { normalizedStatementOf } from "@/lib/traces/sql-of";
import type { LayerShare, RouteAnatomy, StatementRow } from "./types";

const statementsShown = 15;

type Tally = Omit<StatementRow, "share" | "traces"> & { traceIds: Set<string> };

/**
 * Where the time of these requests went, by layer and by statement: self times, which add up to the duration of the
 * requests. Null without requests.
 */
export function buildAnatomy(traces: readonly Trace[], looked: string): RouteAnatomy | null {
  const byLayer = new Map<Layer, number>();
  const byStatement = new Map<string, Tally>();
  let totalMs = 0;
  let requests = 0;
  for (const trace of traces) {
    const tree = buildSpanTree(cleanTrace(trace));
    const root = tree?.nodes[0];
    if (!tree || !root) continue;
    requests += 1;
    totalMs += (root.endUs - root.startUs) / 1000;
    const times = selfTimes(tree);
    tree.nodes.forEach(({ span }, index) => {
      const selfMs = (times[index]?.selfUs ?? 0) / 1000;
      const layer = layerOf(span);
      byLayer.set(layer, (byLayer.get(layer) ?? 0) + selfMs);
      if (layer === "db") tallyStatement(byStatement, span, selfMs);
    });
  }
  if (requests === 0) return null;
  const share = (ms: number) => (totalMs > 0 ? ms / totalMs : 0);
  const layers: LayerShare[] = [...byLayer].map(([layer, selfMs]) => ({ layer, selfMs, share: share(selfMs) }));
  const statements = [...byStatement.values()]
    .toSorted((a, b) => b.totalMs - a.totalMs)
    .map(({ traceIds, ...tally }): StatementRow => ({ ...tally, traces: traceIds.size, share: share(tally.totalMs) }));
  return {
    requests,
    meanMs: totalMs / requests,
    layers: layers.toSorted((a, b) => b.selfMs - a.selfMs),
    statements: statements.slice(0, statementsShown),
    moreStatements: Math.max(0, statements.length - statementsShown),
    looked,
  };
}

function tallyStatement(tallies: Map<string, Tally>, span: Trace["spans"][number], selfMs: number): void {
  const statement = normalizedStatementOf(span);
  const tally = tallies.get(statement) ?? {
    statement,
    totalMs: 0,
    times: 0,
    maxMs: -1,
    failed: 0,
    traceId: span.traceId,
    traceIds: new Set<string>(),
  };
  tally.totalMs += selfMs;
  tally.times += 1;
  if (tagText(span.tags, "error") === "true") tally.failed += 1;
  tally.traceIds.add(span.traceId);
  if (selfMs > tally.maxMs) Object.assign(tally, { maxMs: selfMs, traceId: span.traceId });
  tallies.set(statement, tally);
}
