import "server-only";
import { env } from "@/lib/env";
import { checkUpstream } from "@/lib/http/check-upstream";
import { coalesce } from "@/lib/http/coalesce";
import type { ComponentHealth } from "@/lib/oncall/types";
import { askVictoriaMetrics } from "./ask";
import { instantSchema } from "./schema";
import { instantRequest } from "./urls";

/**
 * Whether VictoriaMetrics answers queries. Asks one, rather than `/health`, which a cluster's `/select/` lacks and which
 * says OK while the query queue is full. Never throws for a failed upstream.
 */
export function checkVictoriaMetrics({ fresh }: { fresh?: boolean } = {}): Promise<ComponentHealth> {
  const ask = async () => {
    await askVictoriaMetrics(instantRequest(env().VICTORIAMETRICS_URL, { promql: "1" }), instantSchema);
    return { state: "ok" as const, detail: "VictoriaMetrics answers queries." };
  };
  return coalesce("victoriametrics check", () => checkUpstream("victoriametrics", ask), { fresh });
}
