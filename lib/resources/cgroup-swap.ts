import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/runtime/env";

export type CgroupSwap = { usedBytes: number; limitBytes: number | null };

async function readNumber(file: string): Promise<number | null> {
  try {
    const text = (await readFile(file, "utf8")).trim();
    // "max": no limit of its own.
    return text === "max" ? Number.POSITIVE_INFINITY : /^\d+$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
}

/** v1 writes "no limit" as the largest page-aligned 64-bit number. */
const boundOf = (bytes: number | null) => (bytes !== null && bytes < 2 ** 60 ? bytes : null);

/**
 * Swap of a container from its cgroup files, which Docker's v2 stats lack; null when they cannot be found. Knows cgroup
 * v2 with the systemd and the cgroupfs driver, Podman's scopes, and v1 (memory+swap minus memory).
 */
export async function readCgroupSwap(containerId: string): Promise<CgroupSwap | null> {
  const root = env().OBS_CGROUP_ROOT;
  const scopes = [
    `system.slice/docker-${containerId}.scope`,
    `docker/${containerId}`,
    `machine.slice/libpod-${containerId}.scope`,
  ];
  for (const scope of scopes) {
    const at = (name: string) => readNumber(path.join(root, scope, name));
    const used = await at("memory.swap.current");
    if (used !== null) return { usedBytes: used, limitBytes: boundOf(await at("memory.swap.max")) };
  }
  for (const scope of scopes) {
    const at = (name: string) => readNumber(path.join(root, "memory", scope, name));
    const [both, memory] = await Promise.all([at("memory.memsw.usage_in_bytes"), at("memory.usage_in_bytes")]);
    if (both === null || memory === null) continue;
    const [bothLimit, limit] = await Promise.all([at("memory.memsw.limit_in_bytes"), at("memory.limit_in_bytes")]);
    const bothBound = boundOf(bothLimit);
    const limitBytes = bothBound !== null && limit !== null ? Math.max(0, bothBound - limit) : null;
    // Read one after the other, the two may cross by a page.
    return { usedBytes: Math.max(0, both - memory), limitBytes };
  }
  return null;
}
