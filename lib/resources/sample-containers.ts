import "server-only";
import { containerStats } from "@/lib/docker/container-stats";
import { type Container, listContainers } from "@/lib/docker/list-containers";
import { logger } from "@/lib/runtime/logger";
import { readCgroupSwap } from "./cgroup-swap";
import { attributeLate } from "./kernel-log/attribute-late";
import { ownContainerId } from "./own-container-id";
import type { ProgramSample, ProgramSubject } from "./sample-types";
import { subjectOfContainer } from "./subject-of-container";

async function sampleContainer(container: Container): Promise<ProgramSample | "unaccounted" | null> {
  const [stats, swap] = await Promise.all([containerStats(container.id), readCgroupSwap(container.id)]);
  if (!stats || stats === "unaccounted") return stats;
  return {
    source: "docker",
    atMs: stats.readAtMs,
    memoryBytes: stats.workingBytes,
    anonBytes: stats.anonBytes,
    cacheBytes: stats.cacheBytes,
    swapBytes: swap?.usedBytes ?? stats.swapBytes,
    enforcedLimitBytes: stats.limitBytes,
    cpuSeconds: stats.cpuNs / 1e9,
    startId: container.id,
    startedAtMs: null,
    containerId: container.id,
    containerName: container.name,
  };
}

export type ContainerSamples = {
  samples: Map<ProgramSubject, ProgramSample>;
  /** Containers of ours by subject, running or not, and those that failed to answer with why. */
  containers: Map<ProgramSubject, Container>;
  failures: Map<ProgramSubject, unknown>;
  /** Those that run without memory accounting. */
  unaccounted: Set<ProgramSubject>;
};

/**
 * Figures of our running containers. One that does not answer fails alone; throws `UpstreamError` when the list cannot
 * be had.
 */
export async function sampleContainers(): Promise<ContainerSamples> {
  const list = await listContainers();
  // A full disk must not take Docker's figures down with it.
  await attributeLate(list).catch((err) => logger().warn({ err }, "containers could not be remembered"));
  const containers = new Map<ProgramSubject, Container>();
  for (const container of list) {
    const subject = subjectOfContainer(container, ownContainerId());
    // Of several, a running one: an old one may remain, stopped, next to its successor.
    if (subject && (container.state === "running" || !containers.has(subject))) containers.set(subject, container);
  }
  const samples = new Map<ProgramSubject, ProgramSample>();
  const failures = new Map<ProgramSubject, unknown>();
  const unaccounted = new Set<ProgramSubject>();
  await Promise.all(
    [...containers].map(async ([subject, container]) => {
      if (container.state !== "running") return;
      try {
        const sample = await sampleContainer(container);
        if (sample === "unaccounted") unaccounted.add(subject);
        else if (sample) samples.set(subject, sample);
      } catch (error) {
        failures.set(subject, error);
      }
    }),
  );
  return { samples, containers, failures, unaccounted };
}
