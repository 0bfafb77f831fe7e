import "server-only";
import type { Measured } from "@/lib/measured";
import { measure } from "@/lib/upstream/measure";
import { capacityFacts } from "@/lib/victoriametrics/promql/rollout";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import type { CapacityFacts } from "./judge-skips";

/** Series, samples a second, CPU and jobs, as VictoriaMetrics has them. */
export function loadCapacity(nowMs = Date.now()): Promise<Measured<CapacityFacts>> {
  return measure(async () => {
    const samples = await queryInstant(capacityFacts());
    const fact = (name: string) => samples.find(({ labels }) => labels.fact === name)?.value ?? null;
    const value = { series: fact("series"), rowsPerSecond: fact("rows"), cpuShare: fact("cpu"), jobs: fact("jobs") };
    return { value, sampledAtMs: nowMs };
  });
}
