import "server-only";
import path from "node:path";
import { servicePlans, stackServices, stackSwapNeededBytes } from "@/lib/plan/stack";
import { stackContainers } from "../stack-containers";
import { type Check, type Deployment, failed, type Outcome, ok, unknown } from "../types";

const numberOf = (text: string | null) => (text !== null && /^\d+$/.test(text.trim()) ? Number(text) : null);
/** v1 writes "no limit" as the largest page-aligned 64-bit number, v2 as "max". */
const boundOf = (value: number | null) => (value !== null && value < 2 ** 60 ? value : null);

/**
 * Limits that the kernel enforces for a container: memory, and swap on top of it; null where it enforces none.
 * Undefined when they cannot be read.
 */
async function kernelLimits({ read, cgroupRoot }: Deployment, id: string) {
  for (const scope of [`system.slice/docker-${id}.scope`, `docker/${id}`]) {
    const v2 = await read(path.join(cgroupRoot, scope, "memory.max"));
    if (v2 !== null) {
      const swap = numberOf(await read(path.join(cgroupRoot, scope, "memory.swap.max")));
      return { memoryBytes: boundOf(numberOf(v2)), swapBytes: boundOf(swap) };
    }
    const v1 = await read(path.join(cgroupRoot, "memory", scope, "memory.limit_in_bytes"));
    if (v1 !== null) {
      const memoryBytes = boundOf(numberOf(v1));
      const both = boundOf(numberOf(await read(path.join(cgroupRoot, "memory", scope, "memory.memsw.limit_in_bytes"))));
      return { memoryBytes, swapBytes: both === null || memoryBytes === null ? null : both - memoryBytes };
    }
  }
  return undefined;
}

export const memoryLimits: Check = {
  name: "memory-limits",
  place: "limits",
  title: "The kernel holds the limits of memory and swap",
  run: async (deployment) => {
    const containers = await stackContainers(deployment.docker);
    const outcomes: Outcome[] = [];
    for (const service of stackServices) {
      const found = containers.find((container) => container.service === service);
      if (!found?.info.State.Running) {
        outcomes.push(failed("container-missing", service));
        continue;
      }
      const plan = servicePlans[service];
      const limits = await kernelLimits(deployment, found.info.Id);
      if (!limits) {
        outcomes.push(unknown("limits-unreadable", service));
        continue;
      }
      const evidence = { ...limits, plannedBytes: plan.memoryBytes, plannedSwapBytes: plan.swapBytes };
      if (limits.memoryBytes === null) outcomes.push(failed("limit-missing", service, evidence));
      else if (limits.memoryBytes !== plan.memoryBytes) outcomes.push(failed("limit-differs", service, evidence));
      else if (limits.swapBytes !== plan.swapBytes) outcomes.push(failed("swap-limit-differs", service, evidence));
      else outcomes.push(ok(service, evidence));
    }
    return outcomes;
  },
};

export const hostSwap: Check = {
  name: "host-swap",
  place: "limits",
  title: "The host has swap for Jaeger",
  run: async ({ read, procDir }) => {
    const table = await read(path.join(procDir, "swaps"));
    if (table === null) return [unknown("swap-unreadable", `${procDir}/swaps`)];
    const sizes = table
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => Number(line.trim().split(/\s+/)[2]) * 1024);
    const swapBytes = sizes.reduce((sum, size) => sum + size, 0);
    const evidence = { swapBytes, neededBytes: stackSwapNeededBytes };
    // A swap file of 512 MB has one page less.
    return [swapBytes >= stackSwapNeededBytes * 0.98 ? ok("swap", evidence) : failed("swap-missing", "swap", evidence)];
  },
};

export const containersHealthy: Check = {
  name: "containers",
  place: "stores",
  title: "Every container runs and is healthy",
  run: async ({ docker }) => {
    const containers = await stackContainers(docker);
    return stackServices.map((service) => {
      const state = containers.find((container) => container.service === service)?.info.State;
      if (!state) return failed("container-missing", service);
      const evidence = { status: state.Status, health: state.Health?.Status ?? null, killedForMemory: state.OOMKilled };
      if (!state.Running) return failed("container-stopped", service, evidence);
      if (state.Health?.Status === "starting") return unknown("container-starting", service, evidence);
      return state.Health?.Status === "healthy"
        ? ok(service, evidence)
        : failed("container-unhealthy", service, evidence);
    });
  },
};
