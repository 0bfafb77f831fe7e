import "server-only";
import { type RunningLoop, runEvery } from "@/lib/runtime/run-every";
import { saveCollectorState } from "../collector-state";
import { failureText } from "../run-source";
import { loadRetention, type RetentionProbe, retentionKey } from "./load-retention";
import { oldestSampleMs } from "./oldest-sample";
import { oldestTraceMs } from "./oldest-trace";

const everyMs = 3600_000;
/** After a start the upstreams get time to come up; a failed probe is repeated sooner. */
const firstMs = 20_000;
const retryMs = 5 * 60_000;

/** Asks one upstream and keeps its answer. Returns why it failed, or null. */
async function probe(name: "victoriametrics" | "jaeger", oldest: () => Promise<number | null>) {
  const probedAtMs = Date.now();
  let result: RetentionProbe;
  try {
    result = { probedAtMs, oldestMs: await oldest(), failure: null };
  } catch (error) {
    // What was known stays known; it carries its own time.
    const before = await loadRetention(name).catch(() => null);
    result = {
      probedAtMs: before?.probedAtMs ?? probedAtMs,
      oldestMs: before?.oldestMs ?? null,
      failure: failureText(error),
    };
  }
  await saveCollectorState(retentionKey(name), result).catch(() => {});
  return result.failure;
}

async function probeAll(): Promise<void> {
  const known = await loadRetention("jaeger").catch(() => null);
  const failures = [
    await probe("victoriametrics", oldestSampleMs),
    await probe("jaeger", () => oldestTraceMs(known?.oldestMs ?? null)),
  ].filter((failure) => failure !== null);
  if (failures.length > 0) throw new Error(failures.join(" "));
}

/** Asks every hour for the oldest sample and the oldest trace. */
export function runRetentionProbes(): RunningLoop {
  return runEvery({ name: "retention", everyMs, firstMs, retryMs }, probeAll);
}
