import "server-only";
import { isFailedTrace, rootSpan } from "@/lib/jaeger/root";
import { searchTraces } from "@/lib/jaeger/search-traces";
import type { Trace } from "@/lib/jaeger/trace";
import type { Measured } from "@/lib/measured";
import { measure } from "@/lib/upstream/measure";
import { printable } from "./printable";

/** A background job that a request enqueued: a trace of its own, one per try. */
type JobOfTrace = { traceId: string; name: string; startedAtMs: number; durationMs: number; failed: boolean };
export type JobsOfTrace = {
  jobs: JobOfTrace[];
  read: number;
  searchedSeconds: number;
  /** False when there were more jobs in that time than one search gives. */
  complete: boolean;
};

/** Seconds after the request: where a job usually starts, and where a delayed or retried one may. */
const windowsSeconds: [number, number][] = [
  [-0.5, 3],
  [3, 20],
  [20, 300],
];

function jobOf(trace: Trace): JobOfTrace | null {
  const root = rootSpan(trace);
  if (!root) return null;
  const [startedAtMs, durationMs] = [root.startUs / 1000, root.durationUs / 1000];
  return { traceId: trace.traceId, name: printable(root.name), startedAtMs, durationMs, failed: isFailedTrace(trace) };
}

/**
 * Jobs whose trace follows from this one. Jaeger cannot be asked for links, so the consumer spans of the five minutes
 * after the request are read, in three searches; each gives the newest 20 of its time.
 */
export function findJobs(service: string, traceId: string, startedAtMs: number): Promise<Measured<JobsOfTrace>> {
  return measure(async () => {
    const found: JobsOfTrace = { jobs: [], read: 0, searchedSeconds: 0, complete: true };
    for (const [from, to] of windowsSeconds) {
      const window = { startMs: Math.floor(startedAtMs) + from * 1000, endMs: Math.floor(startedAtMs) + to * 1000 };
      const tags = { "span.kind": "consumer" };
      const search = await searchTraces({ service, tags, limit: 20, ...window }, { priority: "page" });
      const linked = search.traces.filter(({ spans }) =>
        spans.some(({ links }) => links.some((link) => link.traceId === traceId)),
      );
      found.jobs.push(...linked.map(jobOf).filter((job) => job !== null));
      found.read += search.traces.length;
      found.searchedSeconds = to;
      found.complete &&= !search.limitReached;
    }
    found.jobs.sort((a, b) => a.startedAtMs - b.startedAtMs);
    return { value: found, sampledAtMs: Date.now() };
  });
}
