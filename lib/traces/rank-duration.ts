import "server-only";
import type { Measured } from "@/lib/measured";
import { percentileMinRequests } from "@/lib/plan/contract";
import { measure } from "@/lib/upstream/measure";
import { requestsByBucket } from "@/lib/victoriametrics/promql/latency";
import { routeSelector } from "@/lib/victoriametrics/promql/route-labels";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { type Bucket, type ShareFaster, shareFaster } from "./share-faster";

/** `shareFaster` of the route's requests were faster (0 to 1); null below 20 requests. */
export type DurationRank = {
  requests: number;
  shareFaster: ShareFaster | null;
  /** Whether it was compared with the last hour, or with the hour around an older request. */
  isLastHour: boolean;
};

const hourMs = 3_600_000;

/**
 * Where a request's duration ranks within its route's last hour, by the histogram; for an older request within the hour
 * around it. Empty when VictoriaMetrics has no request of the route then.
 */
export function rankDuration(
  { route, durationMs, startedAtMs }: { route: string; durationMs: number; startedAtMs: number },
  nowMs = Date.now(),
): Promise<Measured<DurationRank>> {
  const isLastHour = startedAtMs > nowMs - hourMs;
  const atMs = isLastHour ? undefined : Math.round((startedAtMs + hourMs / 2) / 60_000) * 60_000;
  return measure(async () => {
    const samples = await queryInstant(requestsByBucket(hourMs / 1000, routeSelector(route)), { atMs });
    const buckets: Bucket[] = samples.map(({ labels, value }) => ({ le: labels.le ?? "", count: value }));
    const requests = buckets.find(({ le }) => le === "+Inf")?.count;
    if (requests === undefined || requests < 1) return null;
    const share = requests < percentileMinRequests ? null : shareFaster(buckets, durationMs / 1000);
    return { value: { requests, shareFaster: share, isLastHour }, sampledAtMs: atMs ?? nowMs };
  });
}
