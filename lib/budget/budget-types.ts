import type { ChartLine } from "@/lib/charts/types";
import type { Health, Measured } from "@/lib/measured";
import type { BudgetRange } from "@/lib/ranges/budget-ranges";
import type { Loss } from "@/lib/resources/judge-losses";
import type { HostSample, ProgramSample, ProgramSubject } from "@/lib/resources/sample-types";
import type { KernelLogCoverage, OomKill } from "@/lib/resources/types";
import type { TimeToFull } from "./time-to-full";
import type { StorageFacts } from "./what-if";

/** A program's memory now. Null means "this source does not say". */
export type MemoryNow = Pick<
  ProgramSample,
  "source" | "atMs" | "memoryBytes" | "anonBytes" | "cacheBytes" | "swapBytes" | "enforcedLimitBytes"
> & { cpuCores: number | null; startedAtMs: number | null };

export type DiskNow = { bytes: number; atMs: number; capBytes: number | null; timeToFull: TimeToFull | null };
export type RetentionNow = { targetMs: number; oldestMs: number | null; probedAtMs: number; failure: string | null };

export type BudgetRow = {
  subject: ProgramSubject;
  title: string;
  health: Health;
  /** What is wrong or missing, a sentence each; the first says why `health` is not ok. */
  reasons: string[];
  /** The plan's limit; null for programs outside the budget. */
  limitBytes: number | null;
  now: MemoryNow | null;
  /** Highest memory of the range, from one-minute samples and the present one; null when there are none. */
  peakBytes: number | null;
  disk: DiskNow | null;
  retention: RetentionNow | null;
  /** Restarts in the range by Docker's events; null when nobody counts them. */
  restarts: number | null;
  oomKills: number;
};

export type HostNow = Omit<HostSample, "bootId">;

export type BudgetChart = { timesMs: number[]; lines: ChartLine[]; unit: "bytes" };

/** One OOM kill: why, and what happened around it. */
export type Autopsy = {
  kill: OomKill;
  /** Programs by how much their own memory grew in the hour before, most first; only those with samples. */
  growth: { title: string; fromBytes: number; toBytes: number }[];
  events: { atMs: number; actor: string; action: string; subject: string }[];
};

type SourceReport = { name: string; okAtMs: number | null; failure: string | null };

/** Everything the budget page shows; also `GET /api/budget`. */
export type Budget = {
  range: BudgetRange;
  generatedAtMs: number;
  health: Health;
  /** One sentence: how much of the budget is used, or what is missing. */
  text: string;
  /** Memory of the three services; null as long as one of them is unknown. */
  usedBytes: number | null;
  knownServices: number;
  totalBytes: number;
  /** How the memory figures were obtained. */
  sourceText: string;
  services: BudgetRow[];
  beside: BudgetRow[];
  memoryChart: BudgetChart;
  diskChart: BudgetChart;
  host: HostNow | null;
  hostNotes: { health: Health; text: string }[];
  losses: Loss[];
  kernelLog: KernelLogCoverage;
  oomKills: OomKill[];
  /** Kills by the kernel's counter since boot that its log does not explain; null when one of them is unknown. */
  unexplainedKills: number | null;
  autopsy: Autopsy | null;
  storage: StorageFacts & {
    storedSamples: number | null;
    dataBytes: number | null;
    /** How long the figures have been measured: estimates from less than a day can change several fold. */
    measuredForMs: number | null;
  };
  sources: SourceReport[];
  samplesStored: { okAtMs: number | null; failure: string | null };
};

/** What makes up VictoriaMetrics' series. */
export type SeriesBreakdown = Measured<{
  totalSeries: number;
  byMetric: { name: string; count: number }[];
  byLabel: { name: string; count: number }[];
}>;
