import { apiJob, metricNames, vmagentJob } from "@/lib/plan/contract";
import { over as window } from "./window";

const lookbackSeconds = 3600;

/**
 * What the scrapes of the API and of vmagent itself last said, by job and instance: label `fact` is `up` (the value),
 * `at` (unix seconds of that sample) or `sample` (unix seconds of the newest successful scrape: only those carry the
 * process's start time); `up-ahead` and `at-ahead` are the same for samples stamped up to a day in the future.
 */
export function scrapeFacts(): string {
  const selector = `{job=~"${apiJob}|${vmagentJob}"}`;
  const jobs = `${selector}[${lookbackSeconds}s]`;
  const ahead = `${selector}[1d] offset -1d`;
  return [
    `label_set(last_over_time(up${jobs}), "fact", "up")`,
    `label_set(tlast_over_time(up${jobs}), "fact", "at")`,
    `label_set(tlast_over_time(process_start_time_seconds${jobs}), "fact", "sample")`,
    `label_set(last_over_time(up${ahead}), "fact", "up-ahead")`,
    `label_set(tlast_over_time(up${ahead}), "fact", "at-ahead")`,
  ].join(" or ");
}

/** The jobs other than the API's own under which requests were counted within the last `seconds`. */
export function countedJobs(seconds: number): string {
  return `count by (job) (last_over_time(${metricNames.http}_count{job!~"${apiJob}|"}[${Math.ceil(seconds)}s]))`;
}

/** Unix seconds of the API's first scrape within each of the windows, by label `window` (its length in seconds). */
export function firstScrape(windowsSeconds: readonly number[]): string {
  return windowsSeconds
    .map((seconds) => `label_set(min(tfirst_over_time(up{job="${apiJob}"}[${seconds}s])), "window", "${seconds}")`)
    .join(" or ");
}

/** How often each process start of the API was scraped over a window; label `start` is that start in unix seconds. */
export function processStarts(seconds: number): string {
  return `count_values_over_time("start", process_start_time_seconds{job="${apiJob}"}${window(seconds)})`;
}
