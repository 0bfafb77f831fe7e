import "server-only";
import { processState } from "@/lib/runtime/process-state";
import type { Trace } from "./trace";

/** Some 5 MB; the oldest make room. */
const spansMax = 50_000;

const index = () => processState("jaeger.span-index", () => new Map<string, string>());

/** Remembers which trace each span belongs to: Jaeger itself cannot be asked for a span by its id. */
export function noteSpans(traces: readonly Trace[]): void {
  const known = index();
  for (const { traceId, spans } of traces) {
    for (const { spanId } of spans.slice(0, 1000)) {
      known.delete(spanId);
      known.set(spanId, traceId);
    }
  }
  for (const oldest of known.keys()) {
    if (known.size <= spansMax) break;
    known.delete(oldest);
  }
}

/** The trace of a span among those that the console has read since it started; undefined when it was in none. */
export function traceOfSpan(spanId: string): string | undefined {
  return index().get(spanId.toLowerCase());
}
