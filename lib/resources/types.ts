import type { BudgetService } from "@/lib/plan/budget";

/** Whose figures are sampled: the plan's three services, the programs beside them, and the host. */
export const subjects = ["victoriametrics", "jaeger", "grafana", "console", "proxy", "host"] as const;
export type Subject = (typeof subjects)[number];

/** What is kept of each program. Bytes, except `cpuCores` (1 = one core busy all the time). */
const programFigures = ["memoryBytes", "anonBytes", "cacheBytes", "swapBytes", "cpuCores", "diskBytes"] as const;
/**
 * What is kept of the host. `psi*` are percentages of time stalled on memory, `oomKills` the kernel's counter since
 * boot.
 */
export const hostFigures = [
  "memAvailableBytes",
  "memTotalBytes",
  "swapTotalBytes",
  "swapUsedBytes",
  "psiSomeAvg60",
  "psiFullAvg60",
  "load1",
  "oomKills",
  "diskFreeBytes",
] as const;
/** Of VictoriaMetrics (samples) and Jaeger (spans), by their own counters: taken in, and refused or dropped. */
const intakeFigures = ["acceptedPerSecond", "refusedPerSecond"] as const;
type ProgramFigure = (typeof programFigures)[number] | (typeof intakeFigures)[number];
type HostFigure = (typeof hostFigures)[number];
export type Figure = ProgramFigure | HostFigure;

/** The figures that are kept of a subject. */
export function figuresOf(subject: Subject): readonly Figure[] {
  if (subject === "host") return hostFigures;
  return subject === "victoriametrics" || subject === "jaeger" ? [...programFigures, ...intakeFigures] : programFigures;
}

/** One minute (or hour) of a figure; a minute without a sample has no point. `atMs` is its start. */
export type SamplePoint = { atMs: number; min: number; max: number; average: number };

/** Where a program's memory figures come from, best first. */
export type MemorySource = "docker" | "process" | "own-metric";

/** Whose process the kernel killed: PostHog's ClickHouse, a program of ours, or another. */
export const oomVictims = [
  "clickhouse",
  "ours:victoriametrics",
  "ours:jaeger",
  "ours:grafana",
  "ours:console",
  "ours:proxy",
  "other",
] as const satisfies readonly ("clickhouse" | `ours:${BudgetService | "console" | "proxy"}` | "other")[];
export type OomVictim = (typeof oomVictims)[number];
export const oomConstraints = ["memcg", "global", "unknown"] as const;

/** One kill by the kernel's OOM killer. Bytes are null where that kernel's line does not carry them. */
export type OomKill = {
  id: number;
  bootId: string;
  /** Sequence (kmsg) or cursor (journal) of the record; unique with `bootId`. */
  cursor: string;
  atMs: number;
  /** Name of the victim: at most 15 characters. */
  comm: string;
  pid: number;
  totalVmBytes: number | null;
  anonRssBytes: number | null;
  fileRssBytes: number | null;
  shmemRssBytes: number | null;
  /** Memory cgroup of the victim; null where the kernel did not say. */
  cgroup: string | null;
  /** "memcg" when a container's limit was hit, "global" when the host ran out. */
  constraint: (typeof oomConstraints)[number];
  containerId: string | null;
  containerName: string | null;
  victim: OomVictim;
  /** The kernel's lines as read, for evidence. */
  lines: string[];
};

/** What the console can know of OOM kills, and since when. */
export type KernelLogCoverage = {
  /** "journal-file", "kmsg": each kill with its victim; "vmstat": only that there was one; "none": nothing. */
  source: "journal-file" | "kmsg" | "vmstat" | "none";
  /** Unbroken since; null when nothing was read yet. A gap (records lost, console down too long) restarts it. */
  coveredSinceMs: number | null;
  lastReadMs: number | null;
  /** One plain sentence: what it relies on. */
  text: string;
  /** What it therefore cannot tell; null when it can tell all. */
  cannotTell: string | null;
};
