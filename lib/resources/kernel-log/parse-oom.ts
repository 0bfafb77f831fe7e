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
 * The longest line that is read: the kernel's own are at most 1 KB; the rest is room for what a console or the journal
 * adds.
 */
const readMaxChars = 8192;
const killWords = "Killed process ";
const killedPid = /(\d+)(?:, UID \d+,)? \(/y;
const killedSizes = / total-vm:(\d+)kB, anon-rss:(\d+)kB, file-rss:(\d+)kB(?:, shmem-rss:(\d+)kB)?/y;
/** The line that says why, in 4.x and older: "Task in /docker/<id> killed as a result of limit of /docker/<id>". */
const oldCgroupPattern = /Task in (\S+) killed as a result of limit of (\S+)/;
const oldPrefixPattern = /(Memory cgroup out of memory|Out of memory): Kill process \d+ \(/;
const groupPattern = /Tasks in (\S+) are going to be killed due to memory\.oom\.group set/;
const reportStart = "invoked oom-killer:";
const reportWithoutKill = "is already exiting. Skip killing";

type Kind = "memcg" | "global";
type Constraint = { pid: number | null; cgroup: string; limitCgroup: string | null; kind: Kind };
/** `isGroup`: every kill that follows at once belongs to it, not the next one alone. */
type Open = { constraint: Constraint | null; prefix: Kind | null; lines: string[]; atMs: number; isGroup: boolean };

const kindOfPrefix = (prefix: string): Kind => (prefix.startsWith("Memory") ? "memcg" : "global");

/** The pattern's match that begins at `at`, which makes one attempt instead of one per character. */
function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

/**
 * The line that says why, since 5.0: `oom-kill:constraint=...,oom_memcg=...,task_memcg=...,task=...,pid=...,uid=...`.
 * A task's name may hold commas, so it ends where the last pid begins.
 */
function readNewConstraint(text: string): Constraint | null {
  const start = text.indexOf("oom-kill:constraint=");
  const pid = matchAt(/,pid=(\d+),uid=\d/y, text, text.lastIndexOf(",pid="));
  if (start === -1 || !pid) return null;
  const line = text.slice(start, pid.index);
  const [cgroupKey, limitKey] = [",task_memcg=", ",oom_memcg="];
  const cgroupAt = line.indexOf(cgroupKey);
  const taskAt = line.indexOf(",task=", cgroupAt);
  if (cgroupAt === -1 || taskAt === -1) return null;
  const head = line.slice(0, cgroupAt);
  const limitAt = head.indexOf(limitKey);
  const isMemcg = limitAt !== -1 && line.startsWith("oom-kill:constraint=CONSTRAINT_MEMCG,");
  return {
    pid: Number(pid[1]),
    cgroup: line.slice(cgroupAt + cgroupKey.length, taskAt),
    limitCgroup: isMemcg ? head.slice(limitAt + limitKey.length) : null,
    kind: isMemcg ? "memcg" : "global",
  };
}

function readConstraint(text: string): Constraint | null {
  const old = oldCgroupPattern.exec(text);
  if (!old) return readNewConstraint(text);
  return { pid: null, cgroup: old[1] ?? "", limitCgroup: old[2] ?? null, kind: "memcg" };
}

type Killed = Pick<
  ParsedOomKill,
  "comm" | "pid" | "totalVmBytes" | "anonRssBytes" | "fileRssBytes" | "shmemRssBytes"
> & {
  kind: Kind | null;
};

/**
 * The kill line of mm/oom_kill.c from 2.6 to 6.x: with and without the prefix that says which limit, "UID" before or
 * after the name (RHEL), shmem-rss since 4.5. Not anchored: patches and consoles put a prefix before it. The name may
 * hold spaces and parentheses ("next-server (v1"), so it ends where the last sizes begin.
 */
function readKill(text: string): Killed | null {
  const at = text.indexOf(killWords);
  const pid = at === -1 ? null : matchAt(killedPid, text, at + killWords.length);
  const sizes = matchAt(killedSizes, text, text.lastIndexOf(" total-vm:"));
  if (!pid || !sizes) return null;
  const nameAt = pid.index + pid[0].length;
  const name = text.slice(nameAt, sizes.index);
  const end = /\)(?:,? UID \d{1,10},)?$/.exec(name.slice(-30))?.[0];
  if (end === undefined) return null;
  const prefix = /Memory cgroup out of memory|Out of memory/.exec(text.slice(0, at))?.[0];
  const [, vm, anon, file, shmem] = sizes;
  return {
    kind: prefix ? kindOfPrefix(prefix) : null,
    comm: name.slice(0, -end.length),
    pid: Number(pid[1]),
    totalVmBytes: Number(vm) * kibibyte,
    anonRssBytes: Number(anon) * kibibyte,
    fileRssBytes: Number(file) * kibibyte,
    shmemRssBytes: shmem === undefined ? null : Number(shmem) * kibibyte,
  };
}

/** The kernel lists every task before the kill; those lines would push the important ones out of the evidence. */
const isTaskLine = (text: string) => /^\[\s*\d+\]/.test(text);
/** A report ends with its kill within moments; an open one older than this belongs to something else. */
const reportMaxMs = 60_000;
/** A group's kills follow each other at once; a later one belongs to another report, whose header was left out. */
const groupGapMaxMs = 200;

const isOver = ({ isGroup, atMs }: Open, nowMs: number) => nowMs - atMs > (isGroup ? groupGapMaxMs : reportMaxMs);
const emptyReport = (atMs: number): Open => ({ constraint: null, prefix: null, lines: [], atMs, isGroup: false });

/** The report that is open once this line is read; the kernel holds one lock from a report's start to its kill. */
function openedBy(text: string, atMs: number, open: Open | null, closed: Open | null): Open | null {
  if (text.includes(reportWithoutKill)) return null;
  const group = groupPattern.exec(text)?.[1];
  if (group !== undefined) {
    const constraint: Constraint = { pid: null, cgroup: group, limitCgroup: group, kind: "memcg" };
    return { ...emptyReport(atMs), constraint, lines: closed?.lines.slice() ?? [], isGroup: true };
  }
  if (text.includes(reportStart)) return emptyReport(atMs);
  const constraint = readConstraint(text);
  if (constraint) {
    const started = open && !open.isGroup && open.constraint === null ? open : emptyReport(atMs);
    return { ...started, constraint };
  }
  const prefix = oldPrefixPattern.exec(text)?.[1];
  return prefix ? { ...(open ?? emptyReport(atMs)), prefix: kindOfPrefix(prefix) } : open;
}

/**
 * A reader of kernel lines in order: each call returns the kill that a record completes, or null. It remembers the
 * report that is being read, since the cgroup comes some lines before the kill; apart from that it is pure. When there
 * are many, the kernel leaves out reports but never the kills: a kill without a report of its own has no cgroup.
 */
export function createOomReader(): (record: KernelRecord) => ParsedOomKill | null {
  let open: Open | null = null;
  let closed: Open | null = null;
  return (record) => {
    const { atMs } = record;
    const text = record.text.slice(0, readMaxChars);
    if (open && isOver(open, atMs)) open = null;
    if (closed && isOver(closed, atMs)) closed = null;
    open = openedBy(text, atMs, open, closed);
    const line = text.slice(0, lineMaxChars);
    if (open && !isTaskLine(text) && open.lines.length < linesMax) open.lines.push(line);
    const kill = readKill(text);
    if (!kill) return null;
    const { kind, ...killed } = kill;
    const own = open && (open.constraint?.pid ?? kill.pid) === kill.pid ? open : null;
    const lines = own?.lines ?? [];
    if (!lines.includes(line)) lines.push(line);
    closed = own;
    // The group's own kills hold it open; any other kill ends the report.
    open = own?.isGroup ? { ...own, atMs } : null;
    return {
      record,
      ...killed,
      cgroup: own?.constraint?.cgroup ?? null,
      limitCgroup: own?.constraint?.limitCgroup ?? null,
      constraint: kind ?? own?.constraint?.kind ?? own?.prefix ?? "unknown",
      lines: [...lines],
    };
  };
}
