import { countStores, printCounts } from "./count-stores.mjs";
import { releaseSnapshot, takeSnapshot } from "./snapshot.mjs";
import { tryStores } from "./try-stores.mjs";

/**
 * The words of a box that are about its two stores alone: what they hold, what a copy of them holds, a snapshot.
 * @param {{ metricsUrl: string, tracesUrl: string, metricsDir: string, tracesDir: string }} options
 * @returns {Record<"count" | "trial" | "snapshot" | "release", () => Promise<void>>}
 */
export const storeWords = ({ metricsUrl, tracesUrl, metricsDir, tracesDir }) => ({
  count: async () => printCounts(await countStores({ metricsUrl, tracesUrl })),
  trial: async () => printCounts(await tryStores({ metricsDir, tracesDir })),
  snapshot: async () => console.log(await takeSnapshot(metricsUrl, metricsDir)),
  release: async () => releaseSnapshot(metricsUrl, metricsDir, process.env.OBS_MOVE_SNAPSHOT ?? ""),
});
