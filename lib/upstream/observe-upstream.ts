import "server-only";
import type { Source } from "@/lib/measured";
import { countUpstreamRequest, type UpstreamOutcome } from "@/lib/runtime/metrics";
import { UpstreamError } from "./upstream-error";

/** Runs one request to an upstream, reading the answer included, and records its outcome and duration. */
export async function observeUpstream<T>(source: Source, ask: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const record = (outcome: UpstreamOutcome) =>
    countUpstreamRequest(source, outcome, (performance.now() - startedMs) / 1000);
  try {
    const answer = await ask();
    record("ok");
    return answer;
  } catch (error) {
    if (error instanceof UpstreamError) record(error.failure.kind);
    throw error;
  }
}
