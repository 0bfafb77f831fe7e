import { apiJob, metricNames, vmagentJob } from "@/lib/plan/contract";
import { over as window } from "./window";

const lookbackSeconds = 3600;

/**
 * What the scrapes of the API and of vmagent itself last said, by job and instance: label `fact` is `up` (the value),
 * `at` (unix seconds of that sample) or `sample` (unix seconds of the newest successful scrape: only those carry the
 * process's start time).
 */
export function scrapeFacts(): string {
  const jobs = `{job=~"${apiJob}|${vmagentJob}"}[${lookbackSeconds}s]`;
  return [
    `label_set(last_over_time(up${jobs}), "fact", "up")`,
    `label_set(tlast_over_time(up${jobs}), "fact", "at")`,
    `label_set(tlast_over_time(process_start_time_seconds${jobs}), "fact", "sample")`,
  ].join(" or ");
}

/** The jobs under which requests are counted. */
export function countedJobs(): string {
  return `count by (job) (${metricNames.http}_count{job!=""})`;
}

/** Unix seconds of the API's first scrape within each of the windows, by label `window` (its length in seconds). */
export function firstScrape(windowsSeconds: readonly number[]): string {
  return windowsSeconds
    .map((seconds) => `label_set(min(tfirst_over_time(up{job="${apiJob}"}[${seconds}s])), "window", "${seconds}")`)
    .join(" or ");
}

/** How often each start of each process of the API was scraped over a window; label `start` is its unix seconds. */
export function processStarts(seconds: number): string {
  return `count_values_over_time("start", process_start_time_seconds{job="${apiJob}"}${window(seconds)})`;
}
