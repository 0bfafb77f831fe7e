import "server-only";
import { LRUCache } from "lru-cache";
import { processState } from "@/lib/runtime/process-state";
import type { Trace } from "./trace";

/** About 5 MB; the least recently used make room. */
const spansMax = 50_000;

const index = () => processState("jaeger.span-index", () => new LRUCache<string, string>({ max: spansMax }));

/** Remembers which trace each span belongs to: Jaeger itself cannot be asked for a span by its id. */
export function noteSpans(traces: readonly Trace[]): void {
  const known = index();
  for (const { traceId, spans } of traces) {
    for (const { spanId } of spans.slice(0, 1000)) known.set(spanId, traceId);
  }
}

/** The trace of a span among those that the console has read since it started; undefined when it was in none. */
export function traceOfSpan(spanId: string): string | undefined {
  return index().get(spanId.toLowerCase());
}
