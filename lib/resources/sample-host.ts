import "server-only";
import { readFile, statfs } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/runtime/env";
import { parseKilobytes, parseLoad1, parsePressure, parseVmstat } from "./parse-proc";
import type { HostSample } from "./sample-types";

/** The text of a file under the host's /proc; null when it is not there or may not be read. */
export async function readProc(name: string): Promise<string | null> {
  try {
    return await readFile(path.join(env().OBS_PROC_DIR, name), "utf8");
  } catch {
    return null;
  }
}

/**
 * Seconds since the host's boot, from /proc/uptime. Inside a container lxcfs gives the container's own uptime there,
 * while the processes' start ticks count from the host's boot, as the monotonic clock does. Only that clock stops while
 * the host sleeps, so the longer of the two is right. Null where there is no /proc.
 */
export function secondsSinceBoot(uptime: string | null | undefined): number | null {
  const told = Number.parseFloat(uptime ?? "");
  return Number.isFinite(told) ? Math.max(told, Number(process.hrtime.bigint()) / 1e9) : null;
}

/** The host's boot id; null where there is no /proc. */
export async function readBootId(): Promise<string | null> {
  return (await readProc("sys/kernel/random/boot_id"))?.trim() ?? null;
}

/** The disk that holds the data of the services, or the console's own where none is configured. */
function watchedDir(): string {
  const { OBS_VICTORIAMETRICS_DATA, OBS_JAEGER_DATA, OBS_DATA_DIR } = env();
  return OBS_VICTORIAMETRICS_DATA ?? OBS_JAEGER_DATA ?? OBS_DATA_DIR;
}

async function readDisk(): Promise<{ free: number; total: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(watchedDir());
    return { free: bavail * bsize, total: blocks * bsize };
  } catch {
    return null;
  }
}

/** The host's figures now. Throws an Error that says what is missing when memory cannot be read. */
export async function sampleHost(): Promise<HostSample> {
  const names = ["meminfo", "pressure/memory", "loadavg", "vmstat", "uptime"];
  const [meminfo, pressureText, loadavg, vmstat, uptime] = await Promise.all(names.map(readProc));
  const [disk, bootId] = await Promise.all([readDisk(), readBootId()]);
  const memory = parseKilobytes(meminfo ?? "");
  const file = path.join(env().OBS_PROC_DIR, "meminfo");
  if (memory.size === 0) throw new Error(`${file} cannot be read; mount the host's /proc and set OBS_PROC_DIR.`);
  const figure = (line: string): number => {
    const bytes = memory.get(line);
    if (bytes === undefined)
      throw new Error(`${file} has no line ${line}; mount the host's own /proc and set OBS_PROC_DIR.`);
    return bytes;
  };
  const swapTotalBytes = figure("SwapTotal");
  const swapFreeBytes = figure("SwapFree");
  const pressure = parsePressure(pressureText ?? "");
  const upSeconds = secondsSinceBoot(uptime);
  const atMs = Date.now();
  return {
    atMs,
    memAvailableBytes: figure("MemAvailable"),
    memTotalBytes: figure("MemTotal"),
    swapTotalBytes,
    swapUsedBytes: swapFreeBytes <= swapTotalBytes ? swapTotalBytes - swapFreeBytes : null,
    psiSomeAvg60: pressure?.some.avg60 ?? null,
    psiFullAvg60: pressure?.full.avg60 ?? null,
    load1: parseLoad1(loadavg ?? ""),
    oomKills: parseVmstat(vmstat ?? "", "oom_kill"),
    diskFreeBytes: disk?.free ?? null,
    diskTotalBytes: disk?.total ?? null,
    bootId,
    bootedAtMs: upSeconds === null ? null : Math.round(atMs - upSeconds * 1000),
  };
}
