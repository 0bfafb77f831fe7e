import type { KernelRecord } from "./parse-kmsg";

const kibibyte = 1024;
/** Lines kept as evidence of one kill, and how far back a constraint line may lie from its kill. */
const linesMax = 40;
const lineMaxChars = 400;

export type ParsedOomKill = {
  record: KernelRecord;
  comm: string;
  pid: number;
  totalVmBytes: number;
  anonRssBytes: number;
  fileRssBytes: number;
  shmemRssBytes: number | null;
  /** Memory cgroup of the victim, and the one whose limit was hit; null where the kernel did not say. */
  cgroup: string | null;
  limitCgroup: string | null;
  constraint: "memcg" | "global" | "unknown";
  lines: string[];
};

/**
 * The kill line of mm/oom_kill.c from 2.6 to 6.x: with and without the prefix that says which limit, "UID" before or
 * after the name (RHEL), shmem-rss since 4.5. Not anchored: patches and consoles put a prefix before it. Greedy in the
 * name, which may hold spaces and parentheses ("next-server (v1").
 */
const killPattern =
  /(?:(Memory cgroup out of memory|Out of memory)[^:]*: )?Killed process (\d+)(?:, UID \d+,)? \((.*)\)(?:,? UID \d+,)? total-vm:(\d+)kB, anon-rss:(\d+)kB, file-rss:(\d+)kB(?:, shmem-rss:(\d+)kB)?/;
/** The line that says why, since 5.0. `task` may hold commas, so the numbers after it anchor it. */
const constraintPattern =
  /oom-kill:constraint=(\w+),(?:.*?,)?(?:(global_oom)|oom_memcg=(.*?)),task_memcg=(.*?),task=(.*),pid=(\d+),uid=\d+/;
/** The same in 4.x and older: "Task in /docker/<id> killed as a result of limit of /docker/<id>". */
const oldCgroupPattern = /Task in (\S+) killed as a result of limit of (\S+)/;
const oldPrefixPattern = /(Memory cgroup out of memory|Out of memory): Kill process \d+ \(/;
const reportStart = /invoked oom-killer:/;

type Constraint = { pid: number | null; cgroup: string; limitCgroup: string | null; kind: "memcg" | "global" };
type Open = { constraint: Constraint | null; prefix: "memcg" | "global" | null; lines: string[]; atMs: number };

const kindOfPrefix = (prefix: string) => (prefix.startsWith("Memory") ? "memcg" : "global") as "memcg" | "global";

function readConstraint(text: string): Constraint | null {
  const now = constraintPattern.exec(text);
  if (now) {
    const [, kind = "", global, limit, cgroup = "", , pid] = now;
    const memcg = kind === "CONSTRAINT_MEMCG" && global === undefined;
    return { pid: Number(pid), cgroup, limitCgroup: memcg ? (limit ?? null) : null, kind: memcg ? "memcg" : "global" };
  }
  const old = oldCgroupPattern.exec(text);
  if (!old) return null;
  return { pid: null, cgroup: old[1] ?? "", limitCgroup: old[2] ?? null, kind: "memcg" };
}

/** The kernel lists every task before the kill; those lines would push the telling ones out of the evidence. */
const isTaskLine = (text: string) => /^\[\s*\d+\]/.test(text);
/** A report ends with its kill within moments; an open one older than this belongs to something else. */
const reportMaxMs = 60_000;

/**
 * A reader of kernel lines in order: each call returns the kill that a record completes, or null. It holds the report
 * that is being read, since the cgroup stands some lines before the kill. Pure but for that memory.
 */
export function createOomReader(): (record: KernelRecord) => ParsedOomKill | null {
  let open: Open | null = null;
  return (record) => {
    const text = record.text;
    if (open && (record.atMs - open.atMs > reportMaxMs || reportStart.test(text))) open = null;
    if (reportStart.test(text) || readConstraint(text) || oldPrefixPattern.test(text)) {
      open ??= { constraint: null, prefix: null, lines: [], atMs: record.atMs };
    }
    const kill = killPattern.exec(text);
    if (open) {
      if (!isTaskLine(text) && open.lines.length < linesMax) open.lines.push(text.slice(0, lineMaxChars));
      open.constraint = readConstraint(text) ?? open.constraint;
      const prefix = oldPrefixPattern.exec(text)?.[1];
      if (prefix) open.prefix = kindOfPrefix(prefix);
    }
    if (!kill) return null;
    const [, prefix, pid, comm = "", vm, anon, file, shmem] = kill;
    // A report may end in several kills (memory.oom.group): the reason holds for those that follow, the pid need not.
    const constraint = open?.constraint ?? null;
    const lines = open?.lines ?? [text.slice(0, lineMaxChars)];
    if (!lines.includes(text.slice(0, lineMaxChars))) lines.push(text.slice(0, lineMaxChars));
    const kind = prefix ? kindOfPrefix(prefix) : (constraint?.kind ?? open?.prefix ?? "unknown");
    return {
      record,
      comm,
      pid: Number(pid),
      totalVmBytes: Number(vm) * kibibyte,
      anonRssBytes: Number(anon) * kibibyte,
      fileRssBytes: Number(file) * kibibyte,
      shmemRssBytes: shmem === undefined ? null : Number(shmem) * kibibyte,
      cgroup: constraint?.cgroup ?? null,
      limitCgroup: constraint?.limitCgroup ?? null,
      constraint: kind,
      lines: [...lines],
    };
  };
}
