import { metricNames } from "@/lib/plan/contract";
import { ours } from "./growth";
import { over as window } from "./window";

/** The three figures of the tiles over time, told apart by the label `tile`. */
export function tileHistory(windowSeconds: number): string {
  const over = window(windowSeconds);
  const total = `sum(increase(${metricNames.http}_count{${ours}}${over}))`;
  return [
    `label_set(sum(rate(${metricNames.http}_count{${ours}}${over})), "tile", "rate")`,
    `label_set((sum(increase(${metricNames.http}_count{${ours},status=~"5.."}${over})) default 0) / (${total} > 0), "tile", "errors")`,
    `label_set(histogram_quantile(0.95, sum by (le) (increase(${metricNames.http}_bucket{${ours}}${over}))) * 1000, "tile", "p95")`,
  ].join(" or ");
}
