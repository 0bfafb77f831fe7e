import "server-only";
import type { Measured } from "@/lib/measured";
import { type OwnMetrics, sampleJaeger, sampleVictoriametrics } from "@/lib/resources/sample-own-metrics";
import { processState } from "@/lib/runtime/process-state";
import { coalesce } from "@/lib/upstream/coalesce";
import { measure } from "@/lib/upstream/measure";
import type { StoreFacts } from "./types";

type Store = "victoriametrics" | "jaeger";
type Count = Pick<OwnMetrics, "atMs" | "startId"> & { taken: number | null; refused: number | null };
type Counts = { newest: Count | null; facts: StoreFacts | null };

/** Two looks this far apart at least: less says more about the moment than about the rate. */
const apartMsMin = 500;

/**
 * What a store says of itself on its metrics page, with the rates since the look before; null for a Jaeger whose metrics
 * nobody told the console of. The receiver's own count tells arrival, whatever time a sender stamped.
 */
export function loadStoreFacts(store: Store, options: { fresh?: boolean } = {}): Promise<Measured<StoreFacts>> {
  return measure(() =>
    coalesce(
      `${store} own figures`,
      async () => {
        const own = store === "jaeger" ? await sampleJaeger() : await sampleVictoriametrics();
        if (own === null) return null;
        const value = withRates(store, own);
        return { value, sampledAtMs: own.atMs };
      },
      options,
    ),
  );
}

function withRates(store: Store, own: OwnMetrics): StoreFacts {
  const kept = processState(`diagnosis.counts.${store}`, (): Counts => ({ newest: null, facts: null }));
  const taken = store === "jaeger" ? own.accepted : own.pushed;
  const now: Count = { atMs: own.atMs, startId: own.startId, taken, refused: own.refused };
  const before = kept.newest;
  const isComparable = before !== null && before.startId === now.startId;
  if (isComparable && now.atMs - before.atMs < apartMsMin && kept.facts) return kept.facts;
  const rate = (read: (count: Count) => number | null) => {
    const [from, to] = [isComparable ? read(before) : null, read(now)];
    return from === null || to === null || !before ? null : Math.max(0, to - from) / ((now.atMs - before.atMs) / 1000);
  };
  kept.newest = now;
  kept.facts = {
    isReadOnly: own.readOnly,
    acceptedPerSecond: rate((count) => count.taken),
    refusedPerSecond: rate((count) => count.refused),
  };
  return kept.facts;
}
