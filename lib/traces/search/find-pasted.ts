import "server-only";
import { getTrace } from "@/lib/jaeger/get-trace";
import { searchTraces } from "@/lib/jaeger/search-traces";
import { traceOfSpan } from "@/lib/jaeger/span-index";
import { apiServiceName } from "@/lib/plan/contract";
import { measure } from "@/lib/upstream/measure";
import { slotStartMs } from "@/lib/upstream/slot";
import { cutWindows, searchBudget } from "./plan-trace-search";
import { readPasted } from "./read-pasted";
import { walkWindows } from "./walk-windows";

/** The trace that a pasted text leads to, or a sentence about why none was found. */
export type PastedTrace = { traceId: string } | { reason: string };

const lookBackMs = 3_600_000;

/**
 * Finds what was pasted: a trace id, or a URL with one, is taken as it is; 16 digits are tried as a trace id, then as a
 * span id, first among the traces that the console has read, then among the newest of the last hour.
 */
export async function findPasted(text: string): Promise<PastedTrace> {
  const pasted = readPasted(text);
  if (!pasted) return { reason: "This holds no trace id: 32 hexadecimal digits, or 16 of a span." };
  if (pasted.kind === "trace") return { traceId: pasted.traceId };
  const { id } = pasted;
  const asked = await measure(async () => {
    const trace = await getTrace(id);
    if (trace) return { value: { traceId: trace.traceId }, sampledAtMs: Date.now() };
    const known = traceOfSpan(id) ?? (await scanFor(id));
    return known ? { value: { traceId: known }, sampledAtMs: Date.now() } : null;
  });
  if (asked.state === "ready") return asked.value;
  if (asked.state === "error") return { reason: `Unknown: ${asked.failure.message}` };
  return {
    reason: `No trace has the id ${id}, and no span of the newest traces of the last hour. Jaeger cannot be asked for a span by its id; paste the trace id instead.`,
  };
}

async function scanFor(spanId: string): Promise<string | undefined> {
  const endMs = slotStartMs(Date.now(), 15_000) + 15_000;
  const { traces } = await walkWindows({
    windows: cutWindows(endMs - lookBackMs, endMs),
    kinds: [{}],
    budget: searchBudget,
    search: (window) => searchTraces({ service: apiServiceName, limit: 20, ...window }, { priority: "page" }),
    enough: (read) => read.some(({ spans }) => spans.some((span) => span.spanId === spanId)),
  });
  return traces.find(({ spans }) => spans.some((span) => span.spanId === spanId))?.traceId;
}
