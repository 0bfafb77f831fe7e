import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { env } from "@/lib/runtime/env";
import { parseKilobytes, parseProcessStat } from "./parse-proc";
import { readProc, secondsSinceBoot } from "./sample-host";
import type { ProgramSample, ProgramSubject } from "./sample-types";

/** Names that `npm start` gives its processes (scripts/run/join-backends.mjs), as subjects. */
const subjectOfName: Record<string, ProgramSubject> = {
  "victoria-metrics": "victoriametrics",
  jaeger: "jaeger",
  grafana: "grafana",
  nginx: "proxy",
  console: "console",
};
const runRecordSchema = z.object({
  children: z.array(z.object({ name: z.string(), pid: z.number().int().min(2), startedAt: z.string() })),
});
/** USER_HZ: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

type Known = { subject: ProgramSubject; pid: number; startedAt: string | null };

/** The processes that `npm start` recorded; this process is the console wherever it runs. */
async function knownProcesses(): Promise<Known[]> {
  const own: Known = { subject: "console", pid: process.pid, startedAt: null };
  let text: string;
  try {
    text = await readFile(path.join(env().OBS_DATA_DIR, "run.json"), "utf8");
  } catch {
    return [own];
  }
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return [own];
  }
  const children = runRecordSchema.safeParse(record).data?.children ?? [];
  const others = children.flatMap(({ name, pid, startedAt }) => {
    const subject = subjectOfName[name];
    return subject && subject !== "console" ? [{ subject, pid, startedAt }] : [];
  });
  return [own, ...others];
}

async function sampleProcess(pid: number, startedAt: string | null) {
  // This process is found under its own /proc, whatever is mounted as the host's.
  const read = (name: string) =>
    pid === process.pid ? readFile(`/proc/self/${name}`, "utf8").catch(() => null) : readProc(`${pid}/${name}`);
  const [status, stat] = await Promise.all([read("status"), read("stat")]);
  const parsed = parseProcessStat(stat ?? "");
  const memory = parseKilobytes(status ?? "");
  const rss = memory.get("VmRSS");
  // Pids are reused: another start time means another program.
  if (!parsed || rss === undefined || (startedAt !== null && parsed.startedAtTicks !== startedAt)) return null;
  const shmem = memory.get("RssShmem") ?? 0;
  const anon = memory.get("RssAnon");
  const file = memory.get("RssFile");
  return {
    rss,
    anon: anon === undefined ? null : anon + shmem,
    file: file ?? null,
    swap: memory.get("VmSwap") ?? null,
    cpuSeconds: parsed.cpuTicks / ticksPerSecond,
    startedAtTicks: parsed.startedAtTicks,
  };
}

/** Pids of a process's children, for programs like nginx whose work is done by them. */
async function childrenOf(pid: number): Promise<number[]> {
  const text = await readProc(`${pid}/task/${pid}/children`);
  return (text ?? "").split(" ").filter(Boolean).map(Number);
}

type Figures = NonNullable<Awaited<ReturnType<typeof sampleProcess>>>;
const sumOf = (all: Figures[], figure: "anon" | "file" | "swap") =>
  all.reduce<number | null>((sum, one) => (sum === null || one[figure] === null ? null : sum + one[figure]), 0);

/**
 * Figures of this process and of the programs that `npm start` started, by subject, from /proc/<pid>/status. Working
 * memory is the anonymous part, since resident file pages are the program's own code and can be dropped. A program that
 * does not run has no entry.
 */
export async function sampleProcesses(): Promise<Map<ProgramSubject, ProgramSample>> {
  const samples = new Map<ProgramSubject, ProgramSample>();
  const upSeconds = secondsSinceBoot(await readProc("uptime"));
  for (const { subject, pid, startedAt } of await knownProcesses()) {
    const main = await sampleProcess(pid, startedAt);
    if (!main) continue;
    const workers = subject === "proxy" ? await childrenOf(pid) : [];
    const others = (await Promise.all(workers.map((worker) => sampleProcess(worker, null)))).filter(
      (one) => one !== null,
    );
    const all = [main, ...others];
    const atMs = Date.now();
    const anonBytes = sumOf(all, "anon");
    const agoSeconds = upSeconds === null ? -1 : upSeconds - Number(main.startedAtTicks) / ticksPerSecond;
    samples.set(subject, {
      source: "process",
      atMs,
      memoryBytes: anonBytes ?? all.reduce((sum, { rss }) => sum + rss, 0),
      anonBytes,
      cacheBytes: sumOf(all, "file"),
      swapBytes: sumOf(all, "swap"),
      enforcedLimitBytes: null,
      cpuSeconds: all.reduce((sum, one) => sum + one.cpuSeconds, 0),
      startId: `${pid}/${main.startedAtTicks}`,
      // A start in the future was measured by another clock.
      startedAtMs: agoSeconds >= 0 ? Math.round(atMs - agoSeconds * 1000) : null,
      containerId: null,
      containerName: null,
    });
  }
  return samples;
}
