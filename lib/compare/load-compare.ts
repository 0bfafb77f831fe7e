import "server-only";
import { nounOf } from "@/lib/dependencies/lane-words";
import { countByRoute } from "@/lib/red/red-table";
import { routeNameOfLabels } from "@/lib/red/route-name";
import { env } from "@/lib/runtime/env";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { callTable } from "@/lib/victoriametrics/promql/dependencies";
import { requestCounts, timeSpent } from "@/lib/victoriametrics/promql/requests";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { rankChange } from "./rank-change";
import type { CompareReport, Comparison, DependencyChange, Slice, Window, WindowPair } from "./types";

/** Requests that each window needs as a whole; below, a comparison would rank noise. */
const compareMinRequests = 100;
const dependenciesShown = 12;

/** What changed between two windows: routes by their part of the change, dependencies by their time per request. */
export async function loadCompare(windows: WindowPair): Promise<CompareReport> {
  const comparison = await measure(async () => {
    const [before, after] = await Promise.all([loadWindow(windows.before), loadWindow(windows.after)]);
    const value = compareWindows(before, after);
    return { value, sampledAtMs: windows.after.endMs };
  });
  return { windows, generatedAtMs: Date.now(), comparison };
}

type Calls = { calls: number; seconds: number };
type Loaded = { routes: Map<string, Slice>; requests: number; dependencies: Map<string, Calls> };

async function loadWindow(window: Window): Promise<Loaded> {
  // Aligned to the slot, so that all viewers ask the same.
  const atMs = slotStartMs(window.endMs, env().OBS_SCRAPE_INTERVAL_SECONDS * 1000);
  const seconds = Math.round((window.endMs - window.startMs) / 1000);
  const at = { atMs };
  const [counts, spent, database, b2, push] = await Promise.all([
    queryInstant(requestCounts(seconds), at),
    queryInstant(timeSpent(seconds), at),
    queryInstant(callTable("database", seconds), at),
    queryInstant(callTable("b2", seconds), at),
    queryInstant(callTable("push", seconds), at),
  ]);
  const secondsOf = new Map(spent.map(({ labels, value }) => [routeNameOfLabels(labels), value]));
  const routes = new Map<string, Slice>();
  for (const [name, { requests, errors }] of countByRoute(counts)) {
    routes.set(name, { requests, errors, seconds: secondsOf.get(name) ?? 0 });
  }
  const dependencies = new Map<string, Calls>();
  const add = (name: string, fact: string | undefined, value: number) => {
    const known = dependencies.get(name) ?? { calls: 0, seconds: 0 };
    if (fact === "count") known.calls += value;
    if (fact === "seconds") known.seconds += value;
    dependencies.set(name, known);
  };
  for (const { labels, value } of database) {
    if (labels.operation) add(`${labels.table || "(raw SQL)"} ${labels.operation}`, labels.fact, value);
  }
  for (const { labels, value } of b2) if (labels.service) add(`B2 ${nounOf.b2.many}`, labels.fact, value);
  for (const { labels, value } of push)
    if (labels.service) add(`${labels.service} ${nounOf.push.many}`, labels.fact, value);
  return { routes, requests: [...routes.values()].reduce((sum, { requests }) => sum + requests, 0), dependencies };
}

function compareWindows(before: Loaded, after: Loaded): Comparison {
  const sizes = { beforeRequests: before.requests, afterRequests: after.requests };
  if (Math.min(before.requests, after.requests) < compareMinRequests) {
    const reason = `Not enough data: ${Math.round(before.requests)} requests before and ${Math.round(after.requests)} after; each window needs ${compareMinRequests}.`;
    return { enough: false, reason, ...sizes };
  }
  return {
    enough: true,
    ...sizes,
    latency: rankChange(before.routes, after.routes, "latency"),
    errors: rankChange(before.routes, after.routes, "errors"),
    dependencies: compareDependencies(before, after),
  };
}

function compareDependencies(before: Loaded, after: Loaded): DependencyChange[] {
  const perRequestMs = ({ dependencies, requests }: Loaded, name: string) =>
    ((dependencies.get(name)?.seconds ?? 0) / requests) * 1000;
  const names = [...new Set([...before.dependencies.keys(), ...after.dependencies.keys()])];
  return names
    .map((name) => ({
      name,
      beforeMs: perRequestMs(before, name),
      afterMs: perRequestMs(after, name),
      beforeCalls: before.dependencies.get(name)?.calls ?? 0,
      afterCalls: after.dependencies.get(name)?.calls ?? 0,
    }))
    .filter(({ beforeCalls, afterCalls }) => beforeCalls + afterCalls > 0)
    .toSorted((a, b) => Math.abs(b.afterMs - b.beforeMs) - Math.abs(a.afterMs - a.beforeMs))
    .slice(0, dependenciesShown);
}
