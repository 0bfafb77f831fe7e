import "server-only";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { askVictoriaMetrics } from "@/lib/victoriametrics/ask";
import { instantSchema } from "@/lib/victoriametrics/schema";
import { instantRequest } from "@/lib/victoriametrics/urls";
import { checkUpstream } from "./check-upstream";
import type { ComponentHealth } from "./types";

/**
 * Whether VictoriaMetrics answers queries. Asks one, rather than `/health`, which a cluster's `/select/` lacks and
 * which says OK while the query queue is full. Never throws for a failed upstream.
 */
export function checkVictoriaMetrics({ fresh }: { fresh?: boolean } = {}): Promise<ComponentHealth> {
  const ask = async () => {
    await askVictoriaMetrics(instantRequest(env().VICTORIAMETRICS_URL, { promql: "1" }), instantSchema);
    return { state: "ok" as const, detail: "VictoriaMetrics answers queries." };
  };
  return coalesce("victoriametrics check", () => checkUpstream("victoriametrics", ask), { fresh });
}
