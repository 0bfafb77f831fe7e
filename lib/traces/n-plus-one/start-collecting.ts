import "server-only";
import { DatabaseBusyError } from "@/lib/db/write-transaction";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { collectProblems } from "./collect";

/** One look per this many scrape intervals: a minute with the default of 15 s. */
const intervals = 4;

/** Looks for N+1 queries for as long as the process lives; a second call starts nothing. */
export function startCollecting(): void {
  const loop = processState("nplusone.loop", () => ({ started: false, reason: "" }));
  if (loop.started) return;
  loop.started = true;
  const pauseMs = intervals * env().OBS_SCRAPE_INTERVAL_SECONDS * 1000;
  const look = async () => {
    try {
      await collectProblems();
      loop.reason = "";
    } catch (err) {
      const foreseen = err instanceof UpstreamError || err instanceof DatabaseBusyError;
      const reason = err instanceof Error ? err.message : String(err);
      // Once per reason: Jaeger can be down for hours, and its own panels tell.
      if (reason !== loop.reason) logger()[foreseen ? "info" : "error"]({ err }, "no look for N+1 queries");
      loop.reason = reason;
    }
    setTimeout(look, pauseMs).unref();
  };
  setTimeout(look, pauseMs).unref();
}
