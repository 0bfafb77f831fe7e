import "server-only";
import type { BudgetRow } from "@/lib/budget/budget-types";
import { loadBudget } from "@/lib/budget/load-budget";
import { loadLosses, loadSpanSize } from "@/lib/gate/load-losses";
import type { PushLoss, SpanSize } from "@/lib/gate/usage-types";
import { checkGate } from "@/lib/health/check-gate";
import type { ComponentHealth } from "@/lib/health/types";
import { env } from "@/lib/runtime/env";
import { fetchUpstream } from "@/lib/upstream/fetch-upstream";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { HostFacts } from "../checks/check-hosts";
import type { LegacyFacts } from "../checks/check-legacy";

export type StackFacts = {
  services: BudgetRow[];
  hosts: HostFacts[];
  gate: ComponentHealth;
  losses: PushLoss[];
  spanSize: SpanSize | null;
  legacy: LegacyFacts;
};

const timeoutMs = 3000;
const hourMs = 3_600_000;

/** Any HTTP answer shows that a host stands; what it answers is the business of other checks. */
async function askHost(name: string, url: string, source: "gate" | "grafana"): Promise<HostFacts> {
  const atMs = Date.now();
  try {
    const { status } = await fetchUpstream({ source, url, timeoutMs, maxBodyBytes: 256 * 1024 });
    return { name, url, reached: status < 500, detail: `answers ${status}`, atMs };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { name, url, reached: false, detail: error.failure.message, atMs };
  }
}

/** The older metrics, beside the health URL that an admin configured; null where none is. */
async function askLegacy(): Promise<LegacyFacts> {
  const health = env().API_HEALTH_URL;
  if (!health) return null;
  const url = new URL("/metrics/legacy", health).toString();
  try {
    const { status } = await fetchUpstream({ source: "api", url, timeoutMs, maxBodyBytes: 1024 * 1024 });
    return { present: status === 200, url, atMs: Date.now() };
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

/** What the checks need to know of the stack around metrics and traces. Throws as Prisma does. */
export async function loadStackFacts(nowMs = Date.now()): Promise<StackFacts> {
  const { INGEST_PUBLIC_URL: obs, GRAFANA_PUBLIC_URL: grafana } = env();
  const fromMs = nowMs - hourMs;
  const [budget, gate, losses, spanSize, legacy, ...hosts] = await Promise.all([
    loadBudget({ range: "1h", nowMs }),
    checkGate({ fresh: true }),
    loadLosses({ fromMs }),
    loadSpanSize(nowMs),
    askLegacy(),
    ...(obs ? [askHost("obs", obs, "gate")] : []),
    ...(grafana ? [askHost("grafana", grafana, "grafana")] : []),
  ]);
  const recent = losses.filter(({ lastAtMs }) => lastAtMs > fromMs);
  return { services: budget.services, hosts, gate, losses: recent, spanSize, legacy };
}
