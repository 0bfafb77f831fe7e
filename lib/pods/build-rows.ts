import { formatAge } from "@/lib/format/quantity";
import { percentileMinRequests } from "@/lib/plan/contract";
import { bucketQuantile } from "@/lib/stats/bucket-quantile";
import { isCurrent, outliersByPod } from "./judge-pods";
import { podIdOf, type Sample, valuesOf } from "./read-facts";
import type { PodCode, PodFacts, PodHistoryName, PodRow, PodsNow, PodVersions } from "./types";

export type Line = { labels: Record<string, string>; points: (number | null)[] };
export type RowsInput = {
  /** The parsed answer to `podFacts()` over the range, and the answer to `processFacts()`. */
  facts: readonly PodFacts[];
  processes: readonly Sample[];
  /** Lines by fact: from `podHistory()`, and rate and p95 from the charts. */
  history: Partial<Record<PodHistoryName, readonly Line[]>>;
  now: PodsNow | null;
  versions: PodVersions["versions"];
  rangeSeconds: number;
  scrapeIntervalMs: number;
  staleMs: number;
  nowMs: number;
};

const order: PodCode[] = ["outlier", "not-answering", "up", "no-news", "gone"];
const words: Record<PodCode, string> = {
  up: "up",
  outlier: "outlier",
  "not-answering": "not answering",
  gone: "gone",
  "no-news": "no news",
};

/** The rows of the page: pods that stand out first, then those that do not answer, the gone last. */
export function buildPodRows(input: RowsInput): PodRow[] {
  const value = valuesOf(input.processes);
  const texts = new Map(outliersByPod(input.now?.outliers ?? []).map((pod) => [pod.id, pod.texts]));
  const isSilent = !input.facts.some((pod) => isCurrent(pod, input.nowMs, input.staleMs));
  const rows = input.facts.map((pod): PodRow => {
    const started = value("started", pod.id);
    const requests = pod.requests;
    const p95 = (requests ?? 0) >= percentileMinRequests ? bucketQuantile(pod.buckets, 0.95) : null;
    return {
      id: pod.id,
      name: pod.name,
      instance: pod.instance,
      pod: pod.pod,
      ...hostAndVersionOf(pod, input.versions),
      ...stateOf(pod, texts.get(pod.id) ?? [], isSilent, input),
      scrapedAtMs: pod.scrapedAtMs,
      requests,
      ratePerSecond: requests === null ? null : requests / coveredSecondsOf(pod, input),
      errors: pod.errors,
      errorRatio: requests ? pod.errors / requests : null,
      p95Ms: p95 === null ? null : p95 * 1000,
      restarts: value("restarts", pod.id),
      startedAtMs: started === null ? null : started * 1000,
      goroutines: pod.goroutines,
      heapBytes: value("heap", pod.id),
      rssBytes: value("rss", pod.id),
      openFds: pod.openFds,
      maxFds: pod.maxFds,
      cpuCores: value("cpu", pod.id),
      gcShare: value("gc", pod.id),
      history: historyOf(pod, input.history),
    };
  });
  const rank = ({ code }: PodRow) => order.indexOf(code);
  return rows.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function stateOf(
  pod: PodFacts,
  texts: string[],
  isSilent: boolean,
  { nowMs, staleMs }: RowsInput,
): Pick<PodRow, "health" | "code" | "word" | "reasons"> {
  const state = (code: PodCode, health: PodRow["health"], reasons: string[]) => ({
    code,
    health,
    word: words[code],
    reasons,
  });
  const age = formatAge(nowMs - pod.scrapedAtMs);
  if (!isCurrent(pod, nowMs, staleMs)) {
    // When all are silent it is the metrics path, or the API as a whole: the verdict says which.
    return isSilent
      ? state("no-news", "unknown", [`No scrape of any pod has arrived for ${age}.`])
      : state("gone", "unknown", [`Last seen ${age} ago: replaced, removed, or lost.`]);
  }
  if (!pod.up) return state("not-answering", "bad", [`vmagent cannot scrape it (tried ${age} ago).`]);
  return texts.length > 0 ? state("outlier", "warn", texts) : state("up", "ok", []);
}

/** Seconds of the range in which this pod existed; the first scrape counts what came before it. */
function coveredSecondsOf(pod: PodFacts, { rangeSeconds, scrapeIntervalMs }: RowsInput): number {
  const seconds = (pod.scrapedAtMs - pod.firstScrapedAtMs + scrapeIntervalMs) / 1000;
  return Math.min(rangeSeconds, Math.max(scrapeIntervalMs / 1000, seconds));
}

/** In Kubernetes the host name of a pod is its name; elsewhere it may be the address without its port. */
function hostAndVersionOf(
  { instance, pod }: PodFacts,
  versions: PodVersions["versions"],
): Pick<PodRow, "host" | "version"> {
  const hosts = [pod, instance.replace(/:\d+$/, "")];
  const seen = versions.find(({ host }) => hosts.includes(host));
  return { host: seen?.host ?? pod, version: seen?.version ?? null };
}

function historyOf(pod: PodFacts, history: RowsInput["history"]): PodRow["history"] {
  const lineOf = (name: PodHistoryName) =>
    history[name]?.find(({ labels }) => podIdOf(labels) === pod.id)?.points ?? [];
  return {
    rate: lineOf("rate"),
    p95: lineOf("p95"),
    goroutines: lineOf("goroutines"),
    heap: lineOf("heap"),
    cpu: lineOf("cpu"),
  };
}
