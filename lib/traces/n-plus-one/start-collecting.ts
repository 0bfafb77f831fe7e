import "server-only";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { collectProblems } from "./collect";

/** One look per this many scrape intervals: a minute with the default of 15 s. */
const intervals = 4;

/** Looks for N+1 queries for as long as the process lives; a second call starts nothing. */
export function startCollecting(): void {
  const everyMs = intervals * env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  processState("nplusone.loop", () =>
    runEvery({ name: "N+1 queries", everyMs, firstMs: everyMs }, () => collectProblems()),
  );
}
