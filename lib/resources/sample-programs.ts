import "server-only";
import { hasDocker } from "@/lib/docker/client";
import { createCounterRates } from "./counter-rate";
import { liveState } from "./live-state";
import { runSource } from "./run-source";
import { sampleContainers } from "./sample-containers";
import type { OwnMetrics } from "./sample-own-metrics";
import { sampleProcesses } from "./sample-processes";
import type { ProgramSample, ProgramSubject } from "./sample-types";

const dockerTimeoutMs = 10_000;
const processesTimeoutMs = 3000;
export const programSubjects = ["victoriametrics", "jaeger", "grafana", "console", "proxy"] as const;

/** A service's own figure as the last resort, without limit, cache and swap; null when it is missing or too old. */
function fromOwnMetrics(own: OwnMetrics | undefined, maxAgeMs: number): ProgramSample | null {
  const memoryBytes = own?.anonBytes ?? own?.memoryBytes ?? null;
  if (!own || memoryBytes === null || Date.now() - own.atMs > maxAgeMs) return null;
  return {
    source: "own-metric",
    atMs: own.atMs,
    memoryBytes,
    anonBytes: own.anonBytes,
    cacheBytes: null,
    swapBytes: null,
    enforcedLimitBytes: null,
    cpuSeconds: null,
    startId: own.startId,
    startedAtMs: null,
    containerId: null,
    containerName: null,
  };
}

/**
 * Returns a sampler of our programs: each call asks Docker and /proc at the same time, takes for each program the best
 * source that has it (Docker, process, own metric), and leaves it in the live state. A program that no source has is
 * unknown: its old figures do not stay.
 */
export function createProgramSampler(ownMetricsMaxAgeMs = 150_000) {
  const rate = createCounterRates();
  return async function samplePrograms(): Promise<Map<ProgramSubject, ProgramSample & { cpuCores: number | null }>> {
    const state = liveState();
    const [docker, processes] = await Promise.all([
      hasDocker() ? runSource("docker", dockerTimeoutMs, sampleContainers) : null,
      runSource("processes", processesTimeoutMs, sampleProcesses),
    ]);
    state.containerNotes.clear();
    const programs: typeof state.programs = new Map();
    for (const subject of programSubjects) {
      const container = docker?.containers.get(subject);
      if (container && container.state !== "running") {
        state.containerNotes.set(subject, `Its container ${container.name} is ${container.state}.`);
      } else if (docker?.failures.has(subject)) {
        state.containerNotes.set(subject, "Docker lists its container but gives no figures of it.");
      }
      const isUnaccounted = docker?.unaccounted.has(subject) ?? false;
      if (container && isUnaccounted) {
        const why = "its memory is not accounted: the host's kernel runs without the memory cgroup, so no limit holds";
        state.containerNotes.set(subject, `Its container ${container.name} runs; ${why}.`);
      }
      // A container that does not run or answer must not be papered over by another source.
      const others =
        container && !isUnaccounted
          ? null
          : (processes?.get(subject) ?? fromOwnMetrics(state.ownMetrics.get(subject), ownMetricsMaxAgeMs));
      const sample = docker?.samples.get(subject) ?? others;
      if (!sample) continue;
      const cpuCores = rate(subject, { startId: sample.startId, atMs: sample.atMs, value: sample.cpuSeconds });
      programs.set(subject, { ...sample, cpuCores });
    }
    state.programs = programs;
    return programs;
  };
}
