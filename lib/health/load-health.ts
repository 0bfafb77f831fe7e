import "server-only";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { checkGate } from "./check-gate";
import { checkGrafana } from "./check-grafana";
import { checkJaeger } from "./check-jaeger";
import { checkVictoriaMetrics } from "./check-victoriametrics";
import type { ComponentHealth, HealthReport } from "./types";

async function checkDatabase(): Promise<ComponentHealth> {
  const startedMs = performance.now();
  const report = (state: ComponentHealth["state"], detail: string): ComponentHealth => ({
    name: "database",
    state,
    detail,
    latencyMs: Math.round((performance.now() - startedMs) * 10) / 10,
    checkedAtMs: Date.now(),
  });
  try {
    await db().setting.count();
    return report("ok", "The console's database answers.");
  } catch (err) {
    logger().error({ err }, "the database does not answer");
    return report("bad", "The console's database does not answer. Its log has the reason.");
  }
}

/** Whether the console's database answers: all that the health route tells outsiders. */
export async function isDatabaseUp(): Promise<boolean> {
  return (await checkDatabase()).state === "ok";
}

/**
 * State of the console's own parts. `down` only when its database is broken: without VictoriaMetrics, Jaeger or the
 * gate it still serves what it knows.
 */
export async function loadHealth(): Promise<HealthReport> {
  const [database, ...others] = await Promise.all([
    checkDatabase(),
    checkVictoriaMetrics(),
    checkJaeger(),
    checkGate(),
    checkGrafana(),
  ]);
  const components = [database, ...others.filter((component) => component !== null)];
  if (database.state !== "ok") return { status: "down", components };
  return { status: components.every(({ state }) => state === "ok") ? "ok" : "degraded", components };
}
