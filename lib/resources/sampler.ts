import "server-only";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { type RunningLoop, runEvery } from "@/lib/runtime/run-every";
import { stopping } from "@/lib/runtime/stopping";
import { createCounterRates } from "./counter-rate";
import { liveState } from "./live-state";
import { createMinuteAccumulator } from "./minute-accumulator";
import { failureText, runSource } from "./run-source";
import { sampleDisks } from "./sample-disks";
import { sampleHost } from "./sample-host";
import { sampleJaeger, sampleVictoriametrics } from "./sample-own-metrics";
import { createProgramSampler } from "./sample-programs";
import { pruneSamples, storeSamples } from "./store-samples";
import { hostFigures } from "./types";

const ownMetricsEveryMs = 30_000;
const disksEveryMs = 5 * 60_000;
const pruneEveryMs = 6 * 3600_000;
const minuteMs = 60_000;
const shortTimeoutMs = 5000;
const disksTimeoutMs = 60_000;

/**
 * Returns the sampler: each `tick` asks what is due and gathers minutes. No source waits for another, and the failure
 * of one is noted in `liveState`; `tick` throws only unforeseen errors. What cannot be stored (a full disk, a locked
 * database) is tried again for an hour, then becomes a gap.
 */
export function createSampler() {
  const minutes = createMinuteAccumulator();
  const samplePrograms = createProgramSampler();
  const rate = createCounterRates();
  const state = liveState();
  const due = { ownMetrics: 0, disks: 0, prune: 0 };
  let storing = false;
  state.startedAtMs = Date.now();

  const isDue = (name: keyof typeof due, everyMs: number, nowMs: number) => {
    if (nowMs < due[name]) return false;
    due[name] = nowMs + everyMs;
    return true;
  };

  async function programs(): Promise<void> {
    for (const [subject, sample] of await samplePrograms()) {
      for (const figure of ["memoryBytes", "anonBytes", "cacheBytes", "swapBytes", "cpuCores"] as const) {
        minutes.add(subject, figure, sample.atMs, sample[figure]);
      }
    }
    for (const [subject, { bytes, complete }] of state.directories) {
      if (complete) minutes.add(subject, "diskBytes", Date.now(), bytes);
    }
  }

  async function host(): Promise<void> {
    const sample = await runSource("host", shortTimeoutMs, sampleHost);
    state.host = sample;
    if (sample) for (const figure of hostFigures) minutes.add("host", figure, sample.atMs, sample[figure]);
  }

  async function ownMetrics(subject: "victoriametrics" | "jaeger"): Promise<void> {
    const read = subject === "jaeger" ? sampleJaeger : sampleVictoriametrics;
    const own = await runSource(subject, shortTimeoutMs, read);
    if (!own) {
      state.ownMetrics.delete(subject);
      return;
    }
    state.ownMetrics.set(subject, own);
    for (const [figure, value] of [
      ["acceptedPerSecond", own.accepted],
      ["refusedPerSecond", own.refused],
    ] as const) {
      minutes.add(
        subject,
        figure,
        own.atMs,
        rate(`${subject}/${figure}`, { startId: own.startId, atMs: own.atMs, value }),
      );
    }
  }

  async function store(nowMs: number): Promise<void> {
    if (storing) return;
    const finished = minutes.finished(nowMs);
    if (finished.length === 0) return;
    storing = true;
    try {
      await storeSamples(finished);
      minutes.forget(nowMs);
      if (state.stored.failure !== null) logger().info("resource samples are stored again");
      state.stored = { okAtMs: nowMs, failure: null, failedAtMs: state.stored.failedAtMs };
      if (isDue("prune", pruneEveryMs, nowMs)) await pruneSamples(nowMs);
    } catch (err) {
      if (state.stored.failure === null) logger().error({ err }, "resource samples cannot be stored");
      state.stored = { ...state.stored, failure: failureText(err).split("\n").at(-1) ?? "", failedAtMs: nowMs };
    } finally {
      storing = false;
    }
  }

  async function tick(nowMs = Date.now()): Promise<void> {
    const work = [programs(), host()];
    if (isDue("ownMetrics", ownMetricsEveryMs, nowMs)) work.push(ownMetrics("victoriametrics"), ownMetrics("jaeger"));
    if (isDue("disks", disksEveryMs, nowMs)) work.push(runSource("disk", disksTimeoutMs, sampleDisks).then(() => {}));
    work.push(store(nowMs));
    const failed = (await Promise.allSettled(work)).filter((result) => result.status === "rejected");
    const reasons = failed.map(({ reason }) => reason);
    if (reasons.length > 0) throw new AggregateError(reasons, reasons.map(failureText).join(" "));
  }

  /** Stores what there is of the minute under way, since the process ends. */
  const flush = () => store(Date.now() + minuteMs);

  return { tick, flush };
}

/** Ticks at the sample interval; a tick that hangs does not hold up the next. */
export function runSampler(): RunningLoop {
  const { tick, flush } = createSampler();
  stopping().addEventListener("abort", () => void flush(), { once: true });
  const everyMs = env().OBS_SAMPLE_INTERVAL_SECONDS * 1000;
  return runEvery({ name: "resource samples", everyMs, jitter: 0, mayOverlap: true }, () => tick());
}
