import "server-only";
import { processState } from "@/lib/runtime/process-state";
import { UpstreamError } from "@/lib/upstream/upstream-error";

/** Who asks: on-call goes first, then pages, then what runs in the background. */
export type SearchPriority = "oncall" | "page" | "background";
const rank: Record<SearchPriority, number> = { oncall: 0, page: 1, background: 2 };

type Waiting = { key: string; priority: SearchPriority; start: () => void; refuse: (error: UpstreamError) => void };
type Queue = { running: boolean; waiting: Waiting[] };

/** With more than this waiting, it would take minutes; the newest of the lowest priority is refused. */
export const maxWaiting = 60;
/** A search that waited longer is not sent: with a hanging Jaeger the queue drains at once instead of 5 s at a time. */
export const maxWaitMs = 15_000;

// Our own: p-queue neither lists nor drops what waits, so refusing the least urgent would take a second list.
const queue = () => processState<Queue>("jaeger.search-queue", () => ({ running: false, waiting: [] }));

function busy(reason: string): UpstreamError {
  const message = `Jaeger is busy: ${reason}. Try again in a minute.`;
  return new UpstreamError({ source: "jaeger", kind: "timeout", message });
}

function startNext(state: Queue): void {
  state.waiting.sort((a, b) => rank[a.priority] - rank[b.priority]);
  const next = state.waiting.shift();
  state.running = next !== undefined;
  next?.start();
}

/** Raises a search that is already waiting when a more urgent caller wants the same one. */
export function promoteSearch(key: string, priority: SearchPriority): void {
  for (const search of queue().waiting) {
    if (search.key === key && rank[priority] < rank[search.priority]) search.priority = priority;
  }
}

/**
 * Runs a search when it is its turn: one at a time in this process (each holds several copies of all its traces in
 * Jaeger's small memory), urgent ones first, equals in order of arrival. Rejects as `search` does, or with
 * `UpstreamError` when too many wait, or this one has waited for 15 s.
 */
export async function enqueueSearch<T>(key: string, priority: SearchPriority, search: () => Promise<T>): Promise<T> {
  const state = queue();
  const askedAtMs = Date.now();
  await new Promise<void>((start, refuse) => {
    state.waiting.push({ key, priority, start, refuse });
    if (!state.running) startNext(state);
    else if (state.waiting.length > maxWaiting) {
      state.waiting.sort((a, b) => rank[a.priority] - rank[b.priority]);
      state.waiting.pop()?.refuse(busy(`${maxWaiting} searches wait already`));
    }
  });
  try {
    if (Date.now() - askedAtMs > maxWaitMs) throw busy(`this search waited for ${maxWaitMs / 1000} s`);
    return await search();
  } finally {
    startNext(state);
  }
}
