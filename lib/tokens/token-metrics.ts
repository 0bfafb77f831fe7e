import "server-only";
import { Gauge } from "prom-client";
import { db } from "@/lib/db/client";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { processState } from "@/lib/runtime/process-state";

/**
 * `obs_token_expires_in_seconds{token, name}` of every living token that expires, read at each scrape; negative once it
 * has expired. Requests, bytes and refusals are counted where the gate's log is read.
 */
export function registerTokenMetrics(): void {
  processState("tokens.metrics", () => {
    new Gauge({
      name: "obs_token_expires_in_seconds",
      help: "Seconds until an ingest token that is not revoked expires; tokens that never expire are not listed.",
      labelNames: ["token", "name"] as const,
      registers: [consoleMetrics().registry],
      async collect() {
        const rows = await db().token.findMany({ where: { revokedAt: null, expiresAt: { not: null } } });
        this.reset();
        for (const { publicId, name, expiresAt } of rows) {
          if (expiresAt) this.set({ token: publicId, name }, (expiresAt.getTime() - Date.now()) / 1000);
        }
      },
    });
    return true;
  });
}
