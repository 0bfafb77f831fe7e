import { apiJob, vmagentJob } from "@/lib/plan/contract";
import type { RawSeries } from "@/lib/victoriametrics/query-raw";
import type { ScrapeFacts, ScrapeTarget } from "./types";

type Sample = { labels: Record<string, string>; value: number };
type Stored = RawSeries["samples"];

/** Two questions are answered a moment apart; what is later by more was stamped by a clock that is ahead. */
const apartMs = 60_000;

/** A stretch this many times the usual distance is a gap: two lost scrapes are none. */
const gapIntervals = 3.5;

const keyOf = ({ job, instance, pod }: Record<string, string>) => JSON.stringify([job, instance, pod ?? null]);

const idOf = ({ job, instance, pod }: ScrapeTarget) => JSON.stringify([job, instance, pod]);

/**
 * The targets out of their stored samples of the last minutes (`up` and `process_start_time_seconds`), and out of the
 * answer of `scrapeFacts()` those that were last scraped before that, within the hour. Null when there is nothing at all.
 */
export function readScrapes(raw: readonly RawSeries[], older: readonly Sample[]): Omit<ScrapeFacts, "advance"> | null {
  const of = (name: string) => raw.filter(({ labels, samples }) => labels.__name__ === name && samples.length > 0);
  const starts = new Map(of("process_start_time_seconds").map(({ labels, samples }) => [keyOf(labels), samples]));
  const targets = of("up").map(({ labels, samples }) => readTarget(labels, samples, starts.get(keyOf(labels)) ?? []));
  const known = new Set(of("up").map(({ labels }) => keyOf(labels)));
  const past = older
    .filter(({ labels }) => labels.fact === "at" && !known.has(keyOf(labels)))
    .map(({ labels, value }) => pastTarget(labels, value * 1000, older));
  const near = [...targets, ...past];
  const ahead = older
    .filter(({ labels }) => labels.fact === "at-ahead")
    .map(({ labels, value }) => aheadTarget(labels, value * 1000, older))
    .filter((later) => !near.some((target) => idOf(target) === idOf(later) && target.atMs > later.atMs - apartMs));
  // Of a clock that was put ahead by hours there are samples of before, too.
  const all = [...near.filter((target) => !ahead.some((later) => idOf(later) === idOf(target))), ...ahead];
  if (all.length === 0) return null;
  const api = all.filter(({ job }) => job === apiJob);
  return { api, vmagent: all.filter(({ job }) => job === vmagentJob), twins: twinsOf(api, targets) };
}

/** Targets of other jobs that are one process with a target of the API's, where both are scraped now. */
function twinsOf(api: readonly ScrapeTarget[], targets: readonly ScrapeTarget[]): ScrapeFacts["twins"] {
  const others = targets.filter(({ job }) => job !== apiJob && job !== vmagentJob);
  return others.flatMap((other) => {
    const { job, instance, startsMs } = other;
    const own = api.find((target) => target.startsMs.some((startMs) => startsMs.includes(startMs)));
    const intervalMs = Math.max(own?.intervalMs ?? 0, other.intervalMs ?? 0);
    return own && Math.abs(own.atMs - other.atMs) <= gapIntervals * intervalMs ? [{ job, instance }] : [];
  });
}

/** The same answers without what is stamped later than a time. */
export function upTo(
  latestMs: number,
  raw: readonly RawSeries[],
  older: readonly Sample[],
): [raw: RawSeries[], older: Sample[]] {
  const cut = raw.map(({ labels, samples }) => ({ labels, samples: samples.filter(({ atMs }) => atMs <= latestMs) }));
  return [cut, older.filter(({ labels }) => !labels.fact?.endsWith("-ahead"))];
}

function readTarget(labels: Record<string, string>, ups: Stored, starts: Stored): ScrapeTarget {
  const newest = ups.at(-1);
  const distances = ups.slice(1).map(({ atMs }, index) => atMs - (ups[index]?.atMs ?? atMs));
  const intervalMs = medianOf(distances);
  const gapAt = intervalMs === null ? -1 : distances.findLastIndex((distance) => distance > gapIntervals * intervalMs);
  const [from, to] = [ups[gapAt], ups[gapAt + 1]];
  const seenStartsMs = startsOf(starts);
  return {
    job: labels.job ?? "",
    instance: labels.instance ?? "",
    pod: labels.pod ?? null,
    isUp: newest?.value === 1,
    failed: failedOf(ups),
    atMs: newest?.atMs ?? 0,
    sampleAtMs: starts.at(-1)?.atMs ?? ups.findLast(({ value }) => value === 1)?.atMs ?? null,
    intervalMs,
    gap: from && to ? { fromMs: from.atMs, toMs: to.atMs } : null,
    startsMs: [...new Set(seenStartsMs)],
    isSeveral: isAlternating(seenStartsMs),
  };
}

function failedOf(ups: Stored): ScrapeTarget["failed"] {
  const first = ups[ups.findLastIndex(({ value }) => value === 1) + 1];
  return first ? { count: ups.length - ups.indexOf(first), sinceMs: first.atMs } : null;
}

/** The store rounds a number with its neighbours, so one start can differ in its last digits from block to block. */
const sameStartMs = 100;

/** The start that each sample tells, in unix ms; those of one process are equal. */
function startsOf(samples: Stored): number[] {
  const known: number[] = [];
  return samples.map(({ value }) => {
    const startMs = Math.round(value * 1000);
    const same = known.find((other) => Math.abs(other - startMs) <= sameStartMs);
    if (same === undefined) known.push(startMs);
    return same ?? startMs;
  });
}

/** A process that ended does not come back: a start that is seen again after another is a second process. */
function isAlternating(starts: readonly number[]): boolean {
  const runs = starts.filter((start, index) => start !== starts[index - 1]);
  return new Set(runs).size < runs.length;
}

function pastTarget(labels: Record<string, string>, atMs: number, older: readonly Sample[]): ScrapeTarget {
  const fact = (name: string) =>
    older.find((sample) => sample.labels.fact === name && keyOf(sample.labels) === keyOf(labels))?.value;
  const sample = fact("sample");
  return {
    job: labels.job ?? "",
    instance: labels.instance ?? "",
    pod: labels.pod ?? null,
    isUp: fact("up") === 1,
    failed: fact("up") === 1 ? null : { count: 1, sinceMs: atMs },
    atMs,
    sampleAtMs: sample === undefined ? null : sample * 1000,
    intervalMs: null,
    gap: null,
    startsMs: [],
    isSeveral: false,
  };
}

/** A target whose samples are stamped later than stored samples are read: by up to a day. */
function aheadTarget(labels: Record<string, string>, atMs: number, older: readonly Sample[]): ScrapeTarget {
  const isUp = older.some(
    (sample) => sample.labels.fact === "up-ahead" && keyOf(sample.labels) === keyOf(labels) && sample.value === 1,
  );
  return { ...pastTarget(labels, atMs, older), isUp, sampleAtMs: isUp ? atMs : null, failed: null };
}

/** So many: an interval that was changed is known after three scrapes, and two that were lost change nothing. */
const newestDistances = 5;

/** The middle of the newest distances; null with fewer than three, which say little. */
function medianOf(distances: readonly number[]): number | null {
  const newest = distances.slice(-newestDistances).toSorted((a, b) => a - b);
  return newest.length < 3 ? null : (newest[Math.floor(newest.length / 2)] ?? null);
}
