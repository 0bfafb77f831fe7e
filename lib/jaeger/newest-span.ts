import "server-only";
import { env } from "@/lib/runtime/env";
import { slotStartMs } from "@/lib/upstream/slot";
import type { SearchPriority } from "./search-queue";
import { maxWindowMs, searchTraces } from "./search-traces";

/** Badger gives the newest first, other stores give any order: a few, so that the result comes close with those too. */
const limit = 5;
const shortWindowMs = 60_000;
/** The API's clock may be ahead of ours; a span in the future is found all the same. */
const aheadMs = 15 * 60_000;

/**
 * When the newest span of a service started, unix ms; null when it sent none in the last 45 minutes. Looks at the last
 * minute first, since Jaeger's cost grows with the window. Throws `UpstreamError`.
 */
export async function newestSpan(
  service: string,
  options: { priority?: SearchPriority; fresh?: boolean } = {},
): Promise<{ startedAtMs: number } | null> {
  const slotMs = env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  // The window ends with the slot, so that it is the same for the whole slot.
  const slotEndMs = slotStartMs(Date.now(), slotMs) + slotMs;
  for (const windowMs of [shortWindowMs + slotMs, maxWindowMs - aheadMs]) {
    const window = { startMs: slotEndMs - windowMs, endMs: slotEndMs + aheadMs };
    const { traces } = await searchTraces({ service, ...window, limit }, options);
    const starts = traces.flatMap(({ spans }) => spans.filter((span) => span.service === service));
    if (starts.length > 0) return { startedAtMs: Math.max(...starts.map((span) => span.startUs)) / 1000 };
  }
  return null;
}
