import { countStores, printCounts } from "./count-stores.mjs";
import { releaseSnapshot, takeSnapshot } from "./snapshot.mjs";
import { tryStores } from "./try-stores.mjs";

/**
 * The words of a box that are about its two stores alone: what they hold, what a copy of them holds, a snapshot.
 * @param {{ urls: () => { metricsUrl: string, tracesUrl: string }, metricsDir: string, tracesDir: string }} options
 *   `urls` is asked only where the stores run: the copy of a rehearsal has none
 * @returns {Record<"count" | "trial" | "snapshot" | "release", () => Promise<void>>}
 */
export const storeWords = ({ urls, metricsDir, tracesDir }) => ({
  count: async () => printCounts(await countStores(urls())),
  trial: async () => printCounts(await tryStores({ metricsDir, tracesDir })),
  snapshot: async () => console.log(await takeSnapshot(urls().metricsUrl, metricsDir)),
  release: async () => releaseSnapshot(urls().metricsUrl, metricsDir, process.env.OBS_MOVE_SNAPSHOT ?? ""),
});
