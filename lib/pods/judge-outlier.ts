import { formatDuration, formatPercent } from "@/lib/format/quantity";
import { percentileMinRequests } from "@/lib/plan/contract";
import { addBuckets, bucketQuantile, slowerThan } from "@/lib/stats/bucket-quantile";
import { nearestRank } from "@/lib/stats/nearest-rank";
import { zOfProportions } from "@/lib/stats/two-proportions";
import type { Outlier, PodFacts } from "./types";

/** Fewer errors than this can be chance, whatever their share. */
const minErrors = 5;
/** How much worse than the others: by this factor, and by this much. */
const timesWorse = 2;
const pointsWorse = 0.01;
const timesSlower = 3;
const msSlower = 100;
/** Twenty requests have a p95, but it is the slowest of them: too much chance to single out a pod. */
const latencyMinRequests = 100;
/**
 * z, in standard errors. Judged every few seconds for years, anything less would cry wolf; a single other pod says
 * less.
 */
const certainAtZ = { several: 4, one: 6 };
/** Above this share of its file descriptors a pod is about to refuse connections. */
const fdsFull = 0.8;
/** Goroutines that leak: twice the others and 500 more, and a fifth more than a window ago. */
const goroutines = { times: 2, more: 500, growth: 1.2 };

/** The limits, a sentence each. */
export const outlierLimits = [
  `A pod stands out when its error ratio is ${timesWorse} times that of the others and ${pointsWorse * 100} point more (at least ${minErrors} errors of ${percentileMinRequests} requests), or its p95 ${timesSlower} times theirs and ${msSlower} ms more (at least ${latencyMinRequests} requests).`,
  `The difference must be ${certainAtZ.several} standard errors, ${certainAtZ.one} against one other pod alone; half of the pods cannot be outliers.`,
  `Saturated: above ${fdsFull * 100} % of its file descriptors, or goroutines that grow to ${goroutines.times} times the others'.`,
];

/**
 * The pods that are worse than the others by more than chance, worst first. Pass only pods that answer. When half of
 * them or more are bad it is the API and not a pod, so none is named.
 */
export function judgeOutliers(pods: readonly PodFacts[]): Outlier[] {
  const byName = (a: PodFacts, b: PodFacts) => (a.id < b.id ? -1 : 1);
  const sorted = pods.toSorted(byName);
  const failing = minorityOf(comparable(sorted, percentileMinRequests), isFailing);
  const slow = minorityOf(comparable(sorted, latencyMinRequests), isSlow);
  return [
    ...failing.found
      .toSorted((a, b) => errorRatioOf([b]) - errorRatioOf([a]) || byName(a, b))
      .map((pod) => outlier(pod, "errors", errorsText(pod, failing.others))),
    ...slow.found.map((pod) => outlier(pod, "latency", latencyText(pod, slow.others))),
    ...sorted.flatMap((pod) => saturationOf(pod, sorted)),
  ];
}

/** How many of the pods have enough requests to be compared at all. */
export const comparedOf = (pods: readonly PodFacts[]) => comparable(pods, percentileMinRequests).length;

const comparable = (pods: readonly PodFacts[], least: number) =>
  pods.filter(({ requests }) => (requests ?? 0) >= least);
const outlier = ({ id, name }: PodFacts, kind: Outlier["kind"], text: string): Outlier => ({ id, name, kind, text });

type Test = (pod: PodFacts, others: readonly PodFacts[], certainAt: number) => boolean;

function minorityOf(pods: readonly PodFacts[], isBad: Test): { found: PodFacts[]; others: PodFacts[] } {
  const none = { found: [], others: [...pods] };
  if (pods.length < 2) return none;
  const certainAt = pods.length === 2 ? certainAtZ.one : certainAtZ.several;
  const found = pods.filter((pod) =>
    isBad(
      pod,
      pods.filter((other) => other !== pod),
      certainAt,
    ),
  );
  const isMinority = found.length < pods.length / 2 || (pods.length === 2 && found.length === 1);
  return isMinority ? { found, others: pods.filter((pod) => !found.includes(pod)) } : none;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const failuresOf = (pods: readonly PodFacts[]) => ({
  hits: sum(pods.map(({ errors }) => errors)),
  of: sum(pods.map(({ requests }) => requests ?? 0)),
});
const errorRatioOf = (pods: readonly PodFacts[]) => {
  const { hits, of } = failuresOf(pods);
  return hits / of;
};

const isFailing: Test = (pod, others, certainAt) => {
  const [ratio, usual] = [errorRatioOf([pod]), usualOf(others, errorRatioOf)];
  if (pod.errors < minErrors || ratio < timesWorse * usual || ratio < usual + pointsWorse) return false;
  return zOfProportions(failuresOf(others), failuresOf([pod])) >= certainAt;
};

/**
 * What is usual: all others together, or their median when that is more, so that a few busy pods cannot speak for all.
 */
function usualOf(others: readonly PodFacts[], read: (pods: readonly PodFacts[]) => number): number {
  const each = others.map((pod) => read([pod])).toSorted((a, b) => a - b);
  return Math.max(read(others), each[Math.floor(each.length / 2)] ?? 0);
}

const histogramOf = (pods: readonly PodFacts[]) => addBuckets(pods.map(({ buckets }) => buckets));
/** NaN without a histogram, which compares as neither more nor less. */
const p95MsOf = (pods: readonly PodFacts[]) => {
  const seconds = bucketQuantile(histogramOf(pods), 0.95);
  return seconds === null ? Number.NaN : seconds * 1000;
};

const isSlow: Test = (pod, others, certainAt) => {
  const [p95Ms, usualMs] = [p95MsOf([pod]), usualOf(others, p95MsOf)];
  if (!(p95Ms >= timesSlower * usualMs && p95Ms >= usualMs + msSlower)) return false;
  // A p95 has no variance to go by; the share of requests above the others' p95 does.
  const bound = pod.buckets.find(({ leSeconds }) => leSeconds * 1000 >= usualMs)?.leSeconds;
  if (bound === undefined || !Number.isFinite(bound)) return false;
  const slow = (pods: readonly PodFacts[]) => ({
    hits: slowerThan(histogramOf(pods), bound),
    of: histogramOf(pods).at(-1)?.count ?? 0,
  });
  return zOfProportions(slow(others), slow([pod])) >= certainAt;
};

const numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const onTheOthers = ({ length }: readonly PodFacts[]) =>
  length === 1 ? "on the other" : `on the ${numbers[length] ?? length} others`;

const errorsText = (pod: PodFacts, others: readonly PodFacts[]) =>
  `${formatPercent(errorRatioOf([pod]))} errors against ${formatPercent(errorRatioOf(others))} ${onTheOthers(others)}`;
const latencyText = (pod: PodFacts, others: readonly PodFacts[]) =>
  `p95 ${formatDuration(p95MsOf([pod]))} against ${formatDuration(p95MsOf(others))} ${onTheOthers(others)}`;

/**
 * What a pod has too much of. File descriptors have a limit of their own; goroutines can only be compared with the
 * others'.
 */
function saturationOf(pod: PodFacts, pods: readonly PodFacts[]): Outlier[] {
  const found: Outlier[] = [];
  if (pod.openFds !== null && pod.maxFds !== null && pod.maxFds > 0 && pod.openFds / pod.maxFds > fdsFull) {
    const share = formatPercent(pod.openFds / pod.maxFds);
    found.push(outlier(pod, "fds", `${share} of its ${pod.maxFds} file descriptors are open`));
  }
  const others = pods.filter((other) => other !== pod).flatMap(({ goroutines: count }) => count ?? []);
  const usual = nearestRank(others, 0.5);
  const { goroutines: now, goroutinesBefore: before } = pod;
  if (now === null || before === null || usual === null) return found;
  const isLeaking =
    now >= goroutines.times * usual && now >= usual + goroutines.more && now >= goroutines.growth * before;
  if (isLeaking) found.push(outlier(pod, "goroutines", `${now} goroutines and growing, against ${usual} elsewhere`));
  return found;
}
