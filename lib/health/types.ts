import type { Health } from "@/lib/measured";

export type ComponentHealth = {
  name: "database" | "victoriametrics" | "jaeger" | "grafana" | "gate";
  state: Health;
  detail: string;
  latencyMs: number | null;
  checkedAtMs: number;
};
export type HealthReport = { status: "ok" | "degraded" | "down"; components: ComponentHealth[] };
