import { apiJob } from "@/lib/plan/contract";
import { over, type Window } from "./window";

/**
 * The API's own series: those of its job, or without any job (imported history). Without this matcher, a second job
 * that scrapes the same API would be counted twice.
 */
export const ours = `job=~"${apiJob}|"`;

/**
 * Targets that need care when counters are read over a window. `newcomers` were already running when they were first
 * scraped in it (or again after a gap): what they had counted until then does not belong to the window. `excluded`
 * cannot be counted at all.
 */
export type Targets = { newcomers: readonly string[]; excluded: readonly string[] };
export const allKnown: Targets = { newcomers: [], excluded: [] };

/** A regular expression inside double quotes that matches exactly these label values. */
export const anyOf = (values: readonly string[]) =>
  `"${values
    .map((value) =>
      value
        .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
        .replace(/\\/g, "\\\\")
        .replace(/"/g, '\\"')
        .replace(/\n/g, "\\n"),
    )
    .join("|")}"`;

/**
 * How much each counter grew over a window. A series that first appears within it counts from zero, however large its
 * first value is (`increase` drops a first value of more than ten times the next growth), unless its target is a
 * newcomer: then only growth from the first sample on counts.
 */
export function grown(
  metric: string,
  matchers: string,
  window: Window,
  { newcomers, excluded }: Targets = allKnown,
): string {
  const own = [ours, matchers].filter(Boolean).join(",");
  const without = excluded.length > 0 ? `${own},instance!~${anyOf(excluded)}` : own;
  if (newcomers.length === 0) return `increase_pure(${metric}{${without}}${over(window)})`;
  const known = `increase_pure(${metric}{${without},instance!~${anyOf(newcomers)}}${over(window)})`;
  return `(${known} or increase_prometheus(${metric}{${without},instance=~${anyOf(newcomers)}}${over(window)}))`;
}

/**
 * When each target of the API was first scraped within a window, and when its process started, by `instance` and
 * `fact`: `first`, `start` (unix seconds).
 */
export function targetBirths(seconds: number): string {
  const over = `process_start_time_seconds{${ours}}[${seconds}s]`;
  return [
    `label_set(min by (instance) (tfirst_over_time(${over})), "fact", "first")`,
    `label_set(min by (instance) (last_over_time(${over})), "fact", "start")`,
  ].join(" or ");
}
