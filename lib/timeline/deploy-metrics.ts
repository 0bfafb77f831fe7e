import "server-only";
import { Gauge } from "prom-client";
import { db } from "@/lib/db/client";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { processState } from "@/lib/runtime/process-state";

const keptMs = 30 * 24 * 3600_000;
/** Only the newest are exported: each is a series of its own. */
const toldMax = 50;

/**
 * `obs_deploy_timestamp_seconds{version, environment}` of the deploys of the last 30 days, read at each scrape:
 * annotations in Grafana.
 */
export function registerDeployMetrics(): void {
  processState("deploys.metrics", () => {
    new Gauge({
      name: "obs_deploy_timestamp_seconds",
      help: "When a deploy that CI reported took effect.",
      labelNames: ["version", "environment"] as const,
      registers: [consoleMetrics().registry],
      async collect() {
        const where = { at: { gte: new Date(Date.now() - keptMs) } };
        const rows = await db().deploy.findMany({ where, orderBy: { at: "desc" }, take: toldMax });
        this.reset();
        // Oldest first, so that for a version reported twice the newest time wins.
        for (const { version, environment, at } of rows.reverse()) {
          this.set({ version, environment }, at.getTime() / 1000);
        }
      },
    });
    return true;
  });
}
