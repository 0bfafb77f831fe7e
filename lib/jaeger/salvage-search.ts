import "server-only";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { type Found, startMsOf } from "./ask-search";
import { isUnreadable } from "./served-api";
import type { Trace } from "./trace";
import type { TraceQuery } from "./urls";

/** A period whose traces could not be read; unix ms. */
export type Unread = { startMs: number; endMs: number };
export type Salvaged = { traces: Trace[]; unread: Unread[]; oldestMs: number; isFull: boolean };

/** The most queries that one search may become, and how many may fail before anything was read. */
export const asksMax = 14;
const failuresMax = { tooLarge: 6, other: 3 };
/** A part with this share of the window is not divided further, but given up as a whole. */
const smallestShare = 1 / 32;

type Slice = { startMs: number; endMs: number; limit: number };

/**
 * The two halves of a slice, the older first, each with half the traces; one that is too short is only asked for fewer.
 */
function halve({ startMs, endMs, limit }: Slice, smallestMs: number): Slice[] {
  const fewer = Math.max(1, Math.floor(limit / 2));
  if (endMs - startMs <= smallestMs) return [{ startMs, endMs, limit: fewer }];
  const middleMs = Math.round((startMs + endMs) / 2);
  return [
    { startMs, endMs: middleMs, limit: fewer },
    { startMs: middleMs, endMs, limit: fewer },
  ];
}

/**
 * Reads what can be read of a search that failed as a whole: limit and window are halved, the newest first, until the
 * parts can be read, within a fixed number of questions; `unread` is what was left out. Throws `first`, the failure of
 * the whole, when no part can be read, and at once a failure that means Jaeger is down.
 */
export async function salvageSearch(
  query: TraceQuery,
  first: UpstreamError,
  ask: (query: TraceQuery, options: { anyTags: boolean }) => Promise<Found>,
): Promise<Salvaged> {
  const smallestMs = Math.max(1000, (query.endMs - query.startMs) * smallestShare);
  const isSmallest = ({ startMs, endMs, limit }: Slice) => limit === 1 && endMs - startMs <= smallestMs;
  const traces = new Map<string, Trace>();
  const unread: Unread[] = [];
  const todo = halve(query, smallestMs);
  let [asks, failures, answers] = [0, 0, 0];
  let oldestMs = query.endMs;
  for (let slice = todo.pop(); slice && traces.size < query.limit; slice = todo.pop()) {
    if (asks >= asksMax) {
      todo.push(slice);
      break;
    }
    asks += 1;
    const { startMs, endMs, limit } = slice;
    try {
      const found = await ask({ ...query, ...slice }, { anyTags: isSmallest(slice) });
      answers += 1;
      const before = traces.size;
      for (const trace of found.traces) traces.set(trace.traceId, trace);
      // A full answer: there may be more before its oldest. Traces of one instant must not keep it from moving on.
      const nextMs = Math.floor(Math.min(found.oldestMs, traces.size === before ? endMs - 1 : endMs));
      const isDone = found.read < limit || nextMs <= startMs;
      if (!isDone) todo.push({ startMs, endMs: nextMs, limit });
      oldestMs = isDone ? startMs : nextMs;
    } catch (error) {
      if (!(error instanceof UpstreamError) || !isUnreadable(error)) throw error;
      failures += 1;
      if (answers === 0 && failures >= (error.failure.tooLarge ? failuresMax.tooLarge : failuresMax.other)) throw first;
      if (isSmallest(slice)) unread.push({ startMs, endMs });
      else todo.push(...halve(slice, smallestMs));
    }
  }
  if (answers === 0) throw first;
  const isFull = traces.size >= query.limit;
  // When full, whatever lies before is left to the next search; else the parts never reached count as unread.
  if (!isFull) unread.push(...todo.map(({ startMs, endMs }) => ({ startMs, endMs })));
  // The last part may have brought more than was needed: its oldest are left to the next search.
  const newest = [...traces.values()].toSorted((a, b) => startMsOf(b) - startMsOf(a)).slice(0, query.limit);
  const last = newest.at(-1);
  if (traces.size > query.limit && last) oldestMs = Math.max(oldestMs, startMsOf(last));
  return { traces: newest, unread: joined(unread), oldestMs: isFull ? oldestMs : query.startMs, isFull };
}

/** Merges periods that touch; the newest first. */
function joined(unread: readonly Unread[]): Unread[] {
  const whole: Unread[] = [];
  for (const { startMs, endMs } of unread.toSorted((a, b) => b.endMs - a.endMs)) {
    const last = whole.at(-1);
    if (last && last.startMs <= endMs) last.startMs = Math.min(last.startMs, startMs);
    else whole.push({ startMs, endMs });
  }
  return whole;
}
