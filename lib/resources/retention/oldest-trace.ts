import "server-only";
import { searchTraces } from "@/lib/jaeger/search-traces";
import { serviceBudgets } from "@/lib/plan/budget";
import { apiServiceName } from "@/lib/plan/contract";

const hourMs = 3600_000;
const stepsMax = 9;

async function oldestInHour(startMs: number): Promise<number | null> {
  const query = { service: apiServiceName, startMs, endMs: startMs + hourMs, limit: 1 };
  const { traces } = await searchTraces(query, { priority: "background" });
  const starts = traces.flatMap(({ spans }) => spans.map(({ startUs }) => startUs / 1000));
  return starts.length === 0 ? null : Math.max(startMs, Math.min(...starts));
}

/**
 * When the oldest kept trace of the API was made (unix ms), to the hour; null when there is none. From the oldest known
 * one it goes on hour by hour, a search or two each time; without one it bisects the retention, in at most nine
 * searches for one trace. If the API was silent for hours, it may find a younger one. Throws `UpstreamError`.
 */
export async function oldestTraceMs(
  knownMs: number | null,
  nowMs = Date.now(),
  /** When the oldest trace of the hour that begins at `startMs` was made; null when there is none. */
  searchHour: (startMs: number) => Promise<number | null> = oldestInHour,
): Promise<number | null> {
  const retentionMs = serviceBudgets.jaeger.retentionMs ?? 0;
  const grid = (ms: number) => Math.floor(ms / hourMs) * hourMs;
  const beginMs = grid(nowMs - retentionMs);
  if (knownMs !== null) {
    const startMs = Math.max(beginMs, grid(knownMs));
    for (let hour = 0; hour < stepsMax; hour += 1) {
      const found = await searchHour(startMs + hour * hourMs);
      if (found !== null) return found;
    }
  }
  let found: number | null = null;
  let [low, high] = [0, Math.ceil((nowMs - beginMs) / hourMs)];
  for (let step = 0; step < stepsMax && low < high; step += 1) {
    const middle = Math.floor((low + high) / 2);
    const there = await searchHour(beginMs + middle * hourMs);
    if (there === null) low = middle + 1;
    else {
      found = there;
      high = middle;
    }
  }
  return found ?? (await searchHour(grid(nowMs)));
}
