import { asynqMetrics, metricNames, percentileMinRequests } from "@/lib/plan/contract";
import { callSources, tagged } from "./dependencies";
import { quantileByRoute } from "./latency";
import { errorRatio, rateByClass } from "./requests";
import { over } from "./window";

/** Leaves out results that rest on fewer calls than a percentile needs. */
const ofEnough = (query: string, metric: string, by: string, seconds: number) =>
  by === ""
    ? `(${query} and (sum(increase(${metric}_count${over(seconds)})) >= ${percentileMinRequests}))`
    : `(${query} and on (${by}) (sum by (${by}) (increase(${metric}_count${over(seconds)})) >= ${percentileMinRequests}))`;

const quantileBy = (quantile: number, metric: string, by: string, seconds: number) =>
  ofEnough(
    `(histogram_quantile(${quantile}, sum by (${["le", by].filter(Boolean).join(", ")}) (increase(${metric}_bucket${over(seconds)}))) * 1000)`,
    metric,
    by,
    seconds,
  );

/**
 * The figures that the console compares with what is usual, over one window, told apart by the label `fact`: `rate`
 * (per second), `errors` (0 to 1), `p95` (ms), `route-p95` (ms, by route and method), `lane-p95` (ms, by `service`),
 * `call-p50` and `call-p95` (ms, by table and operation of the database, by bucket of B2), `jobs-wait` (ms).
 */
export function usualFacts(seconds: number): string {
  const { http, gorm, b2 } = metricNames;
  return [
    tagged(`sum(${rateByClass(seconds, "")})`, { fact: "rate" }),
    tagged(`(${errorRatio(seconds, "")})`, { fact: "errors" }),
    tagged(quantileBy(0.95, http, "", seconds), { fact: "p95" }),
    tagged(ofEnough(`(${quantileByRoute(0.95, seconds, "")})`, http, "route, method", seconds), { fact: "route-p95" }),
    ...callSources.map(({ metric, service }) =>
      tagged(quantileBy(0.95, metric, "", seconds), { fact: "lane-p95", service }),
    ),
    ...[0.5, 0.95].flatMap((quantile) => {
      const fact = quantile === 0.5 ? "call-p50" : "call-p95";
      return [
        tagged(quantileBy(quantile, gorm, "table, operation", seconds), { fact, service: "database" }),
        tagged(quantileBy(quantile, b2, "bucket", seconds), { fact, service: "b2" }),
      ];
    }),
    tagged(`max(avg_over_time(${asynqMetrics.oldestWait}${over(seconds)})) * 1000`, { fact: "jobs-wait" }),
  ].join(" or ");
}
