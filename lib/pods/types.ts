import type { PageCharts } from "@/lib/charts/types";
import type { Health, Measured } from "@/lib/measured";
import type { RangeKey } from "@/lib/ranges/ranges";
import type { Bucket } from "@/lib/stats/bucket-quantile";

/** One process of the API by its metrics over a window; null where it reported nothing. Times in unix ms. */
export type PodFacts = {
  /** Unique among the pods. */
  id: string;
  /** What people call it: the pod label where there is one, else the address. */
  name: string;
  instance: string;
  pod: string | null;
  /** Whether the newest scrape succeeded, and when it was; when the first one in the window was. */
  up: boolean;
  scrapedAtMs: number;
  firstScrapedAtMs: number;
  requests: number | null;
  errors: number;
  buckets: Bucket[];
  openFds: number | null;
  maxFds: number | null;
  goroutines: number | null;
  /** Goroutines at the window's start. */
  goroutinesBefore: number | null;
};

type OutlierKind = "errors" | "latency" | "fds" | "goroutines";
/**
 * A pod that is worse than the others by more than chance. `text` says how: "38 % errors against 0.2 % on the two
 * others".
 */
export type Outlier = { id: string; name: string; kind: OutlierKind; text: string };

/** The pods over the verdict window. */
export type PodsNow = {
  outliers: Outlier[];
  /** Pods that were scraped lately. */
  pods: number;
  /** Those with enough requests to be compared. */
  compared: number;
  windowMs: number;
};

export type PodCode = "up" | "outlier" | "not-answering" | "gone" | "no-news";
export type PodHistoryName = "rate" | "p95" | "goroutines" | "heap" | "cpu";
/** One pod as the page shows it: requests over the range, the rest as last seen. */
export type PodRow = {
  id: string;
  name: string;
  instance: string;
  pod: string | null;
  /** `host.name` of its spans, as far as that is known. */
  host: string | null;
  /** `service.version` of its spans; null when none of the traces looked at came from this pod. */
  version: string | null;
  health: Health;
  code: PodCode;
  /** How the code reads. */
  word: string;
  reasons: string[];
  scrapedAtMs: number;
  requests: number | null;
  ratePerSecond: number | null;
  errors: number;
  errorRatio: number | null;
  /** Null below `percentileMinRequests` requests. */
  p95Ms: number | null;
  /** How often its process restarted within the range. */
  restarts: number | null;
  startedAtMs: number | null;
  goroutines: number | null;
  heapBytes: number | null;
  rssBytes: number | null;
  openFds: number | null;
  maxFds: number | null;
  /** CPU seconds per second. */
  cpuCores: number | null;
  /** Share of the time that garbage collection stopped the process. */
  gcShare: number | null;
  /** Over the range, oldest first; null is a gap. */
  history: Record<PodHistoryName, (number | null)[]>;
};

/** Versions by host, from spans, and how many traces were looked at. */
export type PodVersions = { versions: { host: string; version: string }[]; traces: number };

/** Everything the pods page shows; also `GET /api/pods`. */
export type PodsReport = {
  range: RangeKey;
  generatedAtMs: number;
  scrapeIntervalMs: number;
  now: Measured<PodsNow>;
  pods: Measured<PodRow[]>;
  charts: PageCharts;
  versions: Measured<PodVersions>;
  /** Limits applied, a sentence each. */
  limits: string[];
};
