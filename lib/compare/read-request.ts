import { httpStatusOf, isFailedTrace, rootSpan } from "@/lib/jaeger/root";
import { type Span, type Tags, type Trace, tagText } from "@/lib/jaeger/trace";
import { cleanTrace } from "@/lib/traces/clean-trace";
import { layerOf } from "@/lib/traces/layers";
import { selfTimes } from "@/lib/traces/self-time";
import { buildSpanTree } from "@/lib/traces/span-tree";
import { normalizedStatementOf } from "@/lib/traces/sql-of";
import type { RequestSample, StatementUse } from "./trace-types";

const valueLengthMax = 120;
/** A trace of thousands of buckets or tables says it in its first ones. */
const attributesMax = 60;

/** What is read of the root and its process, under the newer of two names. Only these: others may be unbounded or private. */
const rootKeys: [name: string, older?: string][] = [
  ["http.request.method", "http.method"],
  ["http.route"],
  ["http.response.status_code", "http.status_code"],
  ["user_agent.original"],
  ["network.protocol.version"],
];
const processKeys = ["host.name", "service.version", "deployment.environment.name", "process.runtime.version"];
/** What is read of the spans below: where the work went, and how it failed. */
const spanKeys: [name: string, older?: string][] = [
  ["db.collection.name", "db.sql.table"],
  ["bucket"],
  ["result"],
  ["reason"],
];

/**
 * A trace as a request of a comparison: masked, of bounded size. Null for what is no request (a job), and for times that
 * cannot be.
 */
export function readRequest(raw: Trace): RequestSample | null {
  const trace = cleanTrace(raw);
  const root = rootSpan(trace);
  if (!root || (root.kind !== "server" && httpStatusOf(root) === null)) return null;
  const tree = buildSpanTree(trace);
  const top = tree?.nodes[0];
  if (!tree || !top || top.remarks.includes("bad-time")) return null;
  const statements = new Map<string, StatementUse>();
  const times = selfTimes(tree);
  tree.nodes.forEach(({ span }, index) => {
    if (layerOf(span) !== "db") return;
    const statement = normalizedStatementOf(span);
    const use = statements.get(statement) ?? { calls: 0, selfMs: 0, failed: 0 };
    use.calls += 1;
    use.selfMs += (times[index]?.selfUs ?? 0) / 1000;
    if (tagText(span.tags, "error") === "true") use.failed += 1;
    statements.set(statement, use);
  });
  return {
    traceId: trace.traceId,
    durationMs: (top.endUs - top.startUs) / 1000,
    failed: isFailedTrace(trace),
    statements,
    attributes: attributesOf(root, trace.spans),
  };
}

function attributesOf(root: Span, spans: readonly Span[]): Set<string> {
  const found = new Set<string>();
  const add = (tags: Tags, [name, older]: [string, string?]) => {
    const value = tagText(tags, name) ?? (older ? tagText(tags, older) : undefined);
    if (value && found.size < attributesMax) found.add(`${name}=${value.slice(0, valueLengthMax)}`);
  };
  for (const key of rootKeys) add(root.tags, key);
  for (const key of processKeys) add(root.resource, [key]);
  for (const span of spans) {
    if (span === root) continue;
    for (const key of spanKeys) add(span.tags, key);
    for (const { attributes } of span.events) add(attributes, ["exception.type"]);
  }
  return found;
}
