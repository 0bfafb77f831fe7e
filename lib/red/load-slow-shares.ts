import "server-only";
import type { Thresholds } from "@/lib/plan/thresholds";
import type { Targets } from "@/lib/victoriametrics/promql/growth";
import { type SlowLimit, slowShares } from "@/lib/victoriametrics/promql/latency";
import { type InstantSample, queryInstant } from "@/lib/victoriametrics/query-instant";
import { type Bounds, boundsAround } from "./bounds";

type Of = { thresholds: Thresholds; bounds: Bounds; targets: Targets };
type Ask = { fresh?: boolean; atMs?: number; lastsMs?: number };

/** The answer to `slowShares()` for the limits that are set; empty where no bucket can tell. Throws `UpstreamError`. */
export async function loadSlowShares(
  seconds: number,
  { thresholds, bounds, targets }: Of,
  ask: Ask,
): Promise<InstantSample[]> {
  const limitOf = (limitMs: number): SlowLimit => ({ limitMs, bounds: boundsAround(bounds, limitMs) });
  const own = Object.entries(thresholds.routes).flatMap(([route, { slowP95Ms }]): [string, SlowLimit][] =>
    slowP95Ms === undefined ? [] : [[route, limitOf(slowP95Ms)]],
  );
  const promql = slowShares(seconds, { all: limitOf(thresholds.slowP95Ms), routes: new Map(own) }, targets);
  return promql === null ? [] : queryInstant(promql, ask);
}
