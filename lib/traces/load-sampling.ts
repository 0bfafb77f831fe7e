import "server-only";
import type { Measured } from "@/lib/measured";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { coalesce } from "@/lib/upstream/coalesce";
import { measure } from "@/lib/upstream/measure";
import { countTraced } from "./count-traced";

/** Requests counted, and traces received, over the same `overMs`. */
export type Sampling = { ratio: number; requests: number; traces: number; overMs: number };
type Stretch = { endMs: number; requests: number; traced: number };

const minuteMs = 60_000;
/** Batches of spans take some seconds to arrive. */
const arrivalMs = 15_000;
/** With this many requests a share of one in ten is known well enough; fewer are gathered over more minutes. */
const requestsEnough = 300;
const requestsMin = 60;
const minutesMax = 15;
/** How long a measured share may be shown. */
const keptMs = 3_600_000;

const stretches = () => processState("traces.sampling", (): Stretch[] => []);

/**
 * The share of requests that have a trace. Each minute is asked for once, whoever asks, since a search costs Jaeger
 * much; minutes with few requests are taken together, fifteen at most. Empty without requests.
 */
export function loadSampling(nowMs: number): Promise<Measured<Sampling>> {
  const endMs = Math.floor((nowMs - arrivalMs) / minuteMs) * minuteMs;
  return coalesce(`sampling ${endMs}`, () =>
    measure(async () => {
      const known = stretches();
      if (known.at(-1)?.endMs !== endMs) {
        const { requests, traced } = await countTraced(endMs, minuteMs);
        known.push({ endMs, requests, traced });
        if (known.length > minutesMax) known.shift();
      }
      const value = takeTogether(known, endMs);
      return value && { value, sampledAtMs: endMs };
    }),
  );
}

/** Adds up the newest minutes until they hold enough requests; null when they hold none. */
export function takeTogether(known: readonly Stretch[], nowMs: number): Sampling | null {
  let [requests, traces, fromMs] = [0, 0, nowMs];
  for (const stretch of known.toReversed()) {
    if (stretch.endMs <= nowMs - minutesMax * minuteMs || requests >= requestsEnough) break;
    requests += stretch.requests;
    traces += stretch.traced;
    fromMs = stretch.endMs - minuteMs;
  }
  return requests > 0 ? { ratio: traces / requests, requests, traces, overMs: nowMs - fromMs } : null;
}

/** The share of requests that have a trace, as measured lately, else as configured. Asks nobody. */
export function samplingShare(nowMs = Date.now()): { ratio: number; isMeasured: boolean } {
  const known = stretches();
  const newest = known.at(-1);
  const measured = newest && newest.endMs > nowMs - keptMs ? takeTogether(known, newest.endMs) : null;
  return measured && measured.requests >= requestsMin && measured.traces > 0
    ? { ratio: Math.min(1, measured.ratio), isMeasured: true }
    : { ratio: env().OBS_TRACE_SAMPLING_RATIO, isMeasured: false };
}

/** "about 1 in 10 requests has a trace"; null where all have one. A share that was not measured is called a setting. */
export function samplingWords({ ratio, isMeasured } = samplingShare()): string | null {
  // Requests at the edge of a minute are counted on one side only, so nine in ten or more counts as all.
  if (ratio >= 0.9) return null;
  const share = ratio > 0.5 ? `${Math.round(ratio * 100)} % of requests` : `1 in ${Math.round(1 / ratio)} requests`;
  return isMeasured ? `about ${share} ${ratio > 0.5 ? "have" : "has"} a trace` : `sampling is set to ${share}`;
}
