import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Host } from "@/deploy/testing/start-host";

const number = (file: string) => (existsSync(file) ? Number(readFileSync(file, "utf8").trim()) : 0);

/** Figures of a container from its cgroup files, v1 or v2: resident without what can be dropped, and swap. */
function readMemory(id: string): {
  residentBytes: number;
  swapBytes: number;
  limitBytes: number;
  kills: number;
} {
  const scopes = [
    `/sys/fs/cgroup/memory/docker/${id}`,
    `/sys/fs/cgroup/docker/${id}`,
    `/sys/fs/cgroup/system.slice/docker-${id}.scope`,
  ];
  const at = scopes.find((scope) => existsSync(scope));
  if (!at) return { residentBytes: 0, swapBytes: 0, limitBytes: 0, kills: 0 };
  const file = (name: string) => path.join(at, name);
  const field = (name: string, key: string) =>
    Number(
      new RegExp(`^${key} (\\d+)$`, "m").exec(existsSync(file(name)) ? readFileSync(file(name), "utf8") : "")?.[1] ?? 0,
    );
  if (existsSync(file("memory.current"))) {
    return {
      residentBytes: number(file("memory.current")) - field("memory.stat", "inactive_file"),
      swapBytes: number(file("memory.swap.current")),
      limitBytes: number(file("memory.max")),
      kills: field("memory.events", "oom_kill"),
    };
  }
  const used = number(file("memory.usage_in_bytes"));
  return {
    residentBytes: used - field("memory.stat", "total_inactive_file"),
    swapBytes: Math.max(0, number(file("memory.memsw.usage_in_bytes")) - used),
    limitBytes: number(file("memory.limit_in_bytes")),
    kills: field("memory.oom_control", "oom_kill"),
  };
}

/** Reads a container's memory twice a second until `stop`, which says the most of each and whether it was killed. */
export async function watchContainer(host: Host, name: string) {
  const { Id } = await host.docker.getContainer(name).inspect();
  const most = { residentBytes: 0, swapBytes: 0, kills: 0 };
  const timer = setInterval(() => {
    const now = readMemory(Id);
    for (const key of ["residentBytes", "swapBytes", "kills"] as const) most[key] = Math.max(most[key], now[key]);
  }, 500);
  return {
    stop: async () => {
      clearInterval(timer);
      const { State } = await host.docker.getContainer(name).inspect();
      return { ...most, isKilled: most.kills > 0 || State.OOMKilled || !State.Running };
    },
  };
}
