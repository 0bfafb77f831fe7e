import "server-only";
import { Gauge } from "prom-client";
import { consoleInfoMetric } from "@/lib/plan/contract";
import { env } from "./env";
import { consoleMetrics } from "./metrics";
import { processState } from "./process-state";

/** `obs_console_info{url}`, always 1: it tells Grafana's dashboards the address of this console. */
export function registerConsoleInfo(): void {
  processState("console.info", () => {
    new Gauge({
      name: consoleInfoMetric,
      help: "Always 1; the label is the console's address in the browser.",
      labelNames: ["url"] as const,
      registers: [consoleMetrics().registry],
    }).set({ url: env().NEXTAUTH_URL }, 1);
    return true;
  });
}
