import "server-only";
import { rootSpan, routeNameOf } from "@/lib/jaeger/root";
import { maxTraces, searchTraces } from "@/lib/jaeger/search-traces";
import type { Measured } from "@/lib/measured";
import { apiServiceName } from "@/lib/plan/contract";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import { cleanInTurns } from "@/lib/traces/clean-trace";
import { loadTraces } from "@/lib/traces/load-traces";
import { operationOf } from "@/lib/traces/trace-rows";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { buildAnatomy } from "./build-anatomy";
import type { RouteAnatomy, RouteTraces } from "./types";

type Ask = { route: string; range: RangeKey; fresh?: boolean };
const hourSeconds = 3600;

/** What traces know of one route: its slowest and failed requests, and where the time of its newest ones went. */
export async function loadRouteTraces(ask: Ask): Promise<RouteTraces> {
  const [failed, slow, anatomy] = await Promise.all([
    loadTraces({ ...ask, kind: "failed" }),
    loadTraces({ ...ask, kind: "slow" }),
    loadAnatomy(ask),
  ]);
  const scrapeIntervalMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  return { route: ask.route, range: ask.range, generatedAtMs: Date.now(), scrapeIntervalMs, failed, slow, anatomy };
}

/** The newest requests, slow or not, since a picture of the slowest alone would mislead. */
function loadAnatomy({ route, range, fresh }: Ask): Promise<Measured<RouteAnatomy>> {
  const slotMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  return measure(async () => {
    const endMs = slotStartMs(Date.now(), slotMs) + slotMs;
    const seconds = Math.min(hourSeconds, secondsOf(range));
    const query = {
      service: apiServiceName,
      operation: operationOf(route),
      startMs: endMs - seconds * 1000,
      endMs,
      limit: maxTraces,
    };
    const { traces, limitReached } = await searchTraces(query, { priority: "page", fresh });
    const own = traces.filter((trace) => {
      const root = rootSpan(trace);
      return root !== null && routeNameOf(root) === route;
    });
    const looked = [
      `the newest ${own.length} requests with a trace`,
      limitReached ? "more exist" : null,
      secondsOf(range) > hourSeconds ? "newest hour only" : null,
    ];
    await cleanInTurns(own);
    const value = buildAnatomy(own, looked.filter(Boolean).join(" · "));
    return value && { value, sampledAtMs: Date.now() };
  });
}
