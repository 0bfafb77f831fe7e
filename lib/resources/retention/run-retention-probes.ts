import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { saveCollectorState } from "../collector-state";
import { failureText } from "../run-source";
import { loadRetention, type RetentionProbe, retentionKey } from "./load-retention";
import { oldestSampleMs } from "./oldest-sample";
import { oldestTraceMs } from "./oldest-trace";

const everyMs = 3600_000;
/** After the start the upstreams get time to be there; a failed probe is asked again sooner. */
const firstMs = 20_000;
const retryMs = 5 * 60_000;

async function probe(name: "victoriametrics" | "jaeger", oldest: () => Promise<number | null>): Promise<boolean> {
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
  return result.failure === null;
}

/** Asks every hour for the oldest sample and the oldest trace, until `signal` aborts. */
export async function runRetentionProbes(signal: AbortSignal): Promise<void> {
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});
  await pause(firstMs);
  while (!signal.aborted) {
    const known = await loadRetention("jaeger").catch(() => null);
    const results = [
      await probe("victoriametrics", oldestSampleMs),
      await probe("jaeger", () => oldestTraceMs(known?.oldestMs ?? null)),
    ];
    await pause(results.every(Boolean) ? everyMs : retryMs);
  }
}
