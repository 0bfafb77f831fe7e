import "server-only";
import { createHash } from "node:crypto";
import { httpStatusOf, rootSpan, routeNameOf } from "@/lib/jaeger/root";
import type { Trace } from "@/lib/jaeger/trace";
import { cleanTrace } from "@/lib/traces/clean-trace";
import { buildSpanTree } from "@/lib/traces/span-tree";
import { detectNPlusOne } from "./n-plus-one";

/** One problem as one trace shows it. Times in milliseconds. */
export type Sighting = { id: string; statement: string; table: string; queries: number; wastedMs: number };
/** A trace that was read, and what it showed. */
export type ReadTrace = { traceId: string; service: string; route: string; startedAtMs: number; sightings: Sighting[] };

/** The same for the same statement of the same route, whatever its values. */
function fingerprintOf(service: string, route: string, statement: string): string {
  return createHash("sha256")
    .update(JSON.stringify([service, route, statement]))
    .digest("hex")
    .slice(0, 32);
}

/**
 * Reads one trace for N+1 queries; jobs count under their name. Null for a trace without spans or with an impossible
 * time.
 */
export function readForProblems(raw: Trace): ReadTrace | null {
  const trace = cleanTrace(raw);
  const tree = buildSpanTree(trace);
  const root = rootSpan(trace);
  const node = tree?.nodes[0];
  if (!tree || !root || !node || node.remarks.includes("bad-time")) return null;
  const route = root.kind === "server" || httpStatusOf(root) !== null ? routeNameOf(root) : root.name;
  const byId = new Map<string, Sighting>();
  for (const { statement, table, spans, wastedUs } of detectNPlusOne(tree)) {
    const id = fingerprintOf(root.service, route, statement);
    const known = byId.get(id);
    byId.set(id, {
      id,
      statement,
      table,
      queries: (known?.queries ?? 0) + spans.length,
      wastedMs: (known?.wastedMs ?? 0) + wastedUs / 1000,
    });
  }
  const { service } = root;
  return { traceId: trace.traceId, service, route, startedAtMs: node.startUs / 1000, sightings: [...byId.values()] };
}
