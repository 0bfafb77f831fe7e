import "server-only";
import type { Measured } from "@/lib/measured";
import type { RangeKey } from "@/lib/ranges/ranges";
import { loadThresholds } from "@/lib/settings/load-thresholds";
import { loadCalls, loadQueues } from "./load-lane";
import { loadLanes } from "./load-lanes";
import type { CallRow, Lanes, QueueRow } from "./types";

export type Dependencies = {
  range: RangeKey;
  generatedAtMs: number;
  lanes: Measured<Lanes>;
  database: Measured<CallRow[]>;
  b2: Measured<CallRow[]>;
  push: Measured<CallRow[]>;
  jobs: Measured<QueueRow[]>;
};

/** State of every dependency, and its table over a range, from metrics alone. */
export async function loadDependencies(ask: { range: RangeKey; fresh?: boolean }): Promise<Dependencies> {
  const thresholds = (await loadThresholds()).lanes;
  const [lanes, database, b2, push, jobs] = await Promise.all([
    loadLanes(thresholds, ask),
    loadCalls("database", ask),
    loadCalls("b2", ask),
    loadCalls("push", ask),
    loadQueues(ask, thresholds),
  ]);
  return { range: ask.range, generatedAtMs: Date.now(), lanes, database, b2, push, jobs };
}
