import type { Finding } from "../types";
import { count, duration, has, number, over, percent, shortly, subjectOf, text, type Writers, when } from "./read";

type RequestCode =
  | "database-slow"
  | "b2-failing"
  | "b2-slow"
  | "push-failing"
  | "push-slow"
  | "jobs-stuck"
  | "jobs-failing"
  | "jobs-late"
  | "jobs-unknown"
  | "requests-failing"
  | "route-failing"
  | "route-slow"
  | "requests-slow"
  | "route-errors-few"
  | "queue-paused"
  | "no-finite-bucket"
  | "metrics-gap"
  | "scraped-twice"
  | "other-job"
  | "interval-differs"
  | "sampling-differs"
  | "token-new-address";

/** ", recovering: last 60 s 0.3 %" where the short window is well again. */
const recovering = (finding: Finding, name: string) =>
  finding.phase === "recovering" ? `, recovering${shortly(finding, name) ? `: ${shortly(finding, name)}` : ""}` : "";

const usual = (finding: Finding) => when(finding, "usual-p95", (ms) => ` (usually ${duration(ms)})`);
const slows = (finding: Finding) => when(finding, "routes", (routes) => `, slows ${count(routes, "route")}`);
const lead = (finding: Finding, title: string) =>
  `${title}: p95 ${duration(number(finding, "p95"))} ${over(finding, "p95")}${usual(finding)}${slows(finding)}${when(finding, "share", (share) => `, ${percent(share)} of their time`)}${recovering(finding, "slow-ratio")}`;

const failed = (finding: Finding, what: string) =>
  `${percent(number(finding, "failure-ratio"))} of ${what} fail ${over(finding, "failure-ratio")}${recovering(finding, "failure-ratio")}`;

function latency(finding: Finding): string {
  if (has(finding, "p95-over")) return `p95 over ${duration(number(finding, "p95-over"))}`;
  return has(finding, "p95") ? `p95 ${duration(number(finding, "p95"))}` : `mean ${duration(number(finding, "mean"))}`;
}
const latencyWindow = (finding: Finding) =>
  ["p95", "p95-over", "mean"].map((name) => over(finding, name)).find(Boolean) ?? "";
const earlier = (finding: Finding) => when(finding, "earlier-p95", (ms) => ` (earlier ${duration(ms)})`);
const slow = (finding: Finding) =>
  `${latency(finding)} ${latencyWindow(finding)}${earlier(finding)}, limit ${duration(number(finding, "limit"))}${recovering(finding, "slow-ratio")}`;
const errors = (finding: Finding) =>
  `${percent(number(finding, "error-ratio"))} errors ${over(finding, "error-ratio")}${recovering(finding, "error-ratio")}`;

const others = "Other routes are within their limits unless named.";
const look = "Open its page: it has the failed and the slow traces of this route.";

/** What is said of requests, of what they wait for, and of how they are measured. */
export const requestWriters: Writers<RequestCode> = {
  "database-slow": (finding) => ({
    headline: lead(finding, "Database"),
    holds: "It answers, but slowly.",
    toDo: "Open its page for the tables and the statements that take the time.",
  }),
  "b2-slow": (finding) => ({
    headline: lead(finding, "B2 uploads"),
    holds: "Uploads succeed, but slowly.",
    toDo: "See Backblaze's status; routes without uploads are not affected.",
  }),
  "push-slow": (finding) => ({
    headline: lead(finding, `${subjectOf(finding)} pushes`),
    holds: "Pushes go out, but slowly.",
    toDo: "See the provider's status.",
  }),
  "b2-failing": (finding) => ({
    headline: failed(finding, "B2 uploads"),
    holds: "Routes without uploads are not affected.",
    toDo: "See Backblaze's status, the bucket's cap and the key's rights.",
  }),
  "push-failing": (finding) => ({
    headline: failed(finding, `${subjectOf(finding)} pushes`),
    holds: "Requests are served; their notifications do not arrive.",
    toDo: "Open its page for the reasons that the provider gave; an expired key refuses all.",
  }),
  "jobs-stuck": (finding) => ({
    headline: `Jobs stuck: ${subjectOf(finding)} has waited ${duration(number(finding, "wait") * 1000)} and does not drain`,
    holds: "Requests are served; what they leave to jobs is not done.",
    toDo: "See whether the workers run, then their log.",
  }),
  "jobs-late": (finding) => ({
    headline: `Jobs late: ${subjectOf(finding)} has waited ${duration(number(finding, "wait") * 1000)}`,
    holds: "The queue is being worked off.",
    toDo: "If it grows, add workers or find the slow task.",
  }),
  "jobs-failing": (finding) => ({
    headline: `Jobs: ${failed(finding, `tries in ${subjectOf(finding)}`)}`,
    holds: "Tasks are tried again before they are given up.",
    toDo: "Open the failed traces on the page of the jobs.",
  }),
  "jobs-unknown": () => ({
    headline: "Jobs unknown: asynq says nothing, so Redis may be down",
    holds: "The API is scraped. That asynq is silent is not an empty queue.",
    toDo: "See whether Redis runs and the API reaches it.",
  }),
  "requests-failing": (finding) => ({
    headline: errors(finding),
    holds: "The rest of the requests succeed.",
    toDo: "Open the failed requests below, newest first.",
  }),
  "route-failing": (finding) => ({ headline: `${subjectOf(finding)}: ${errors(finding)}`, holds: others, toDo: look }),
  "route-slow": (finding) => ({ headline: `${subjectOf(finding)}: ${slow(finding)}`, holds: others, toDo: look }),
  "requests-slow": (finding) => ({
    headline: `Requests slow: ${slow(finding)}`,
    holds: "They succeed.",
    toDo: "Sort the routes by time spent.",
  }),
  "route-errors-few": (finding) => ({
    headline: `${subjectOf(finding)}: ${count(number(finding, "errors"), "error")} of ${Math.round(number(finding, "requests"))} ${over(finding, "errors")}, could be chance`,
    holds: "Too few to judge.",
    toDo: "Nothing yet.",
  }),
  "queue-paused": (finding) => ({
    headline: `Queue ${subjectOf(finding)} is paused${when(finding, "backlog", (backlog) => `, ${count(backlog, "task")} wait`)}`,
    holds: "Somebody paused it; its tasks wait until it is resumed.",
    toDo: "Resume it when the reason is over.",
  }),
  "no-finite-bucket": (finding) => ({
    headline: `No percentile for ${subjectOf(finding) || count(number(finding, "routes"), "route")}: its histogram has no finite bucket`,
    holds: "It is judged by its mean.",
    toDo: "Give the histogram classic buckets, or scrape it in the text format without native ones.",
  }),
  "metrics-gap": (finding) => ({
    headline: `No samples for ${duration(number(finding, "to") - number(finding, "from"))} within the window`,
    holds: "What was counted in the gap is not in any rate.",
    toDo: "Nothing, if the cause is known.",
  }),
  "scraped-twice": (finding) => ({
    headline: `Two jobs scrape the same API: ${text(finding, "job")} is counted, ${subjectOf(finding)} is not`,
    holds: "Figures are right.",
    toDo: "Take one of the two out of vmagent's configuration.",
  }),
  "other-job": (finding) => ({
    headline: `Requests are counted under job ${subjectOf(finding)}; the console reads job ${text(finding, "job")}`,
    holds: "The data is there, under a name that is not the plan's.",
    toDo: `Set job_name: ${text(finding, "job")} in vmagent's configuration.`,
  }),
  "interval-differs": (finding) => ({
    headline: `Scraped every ${duration(number(finding, "interval"))}, where ${duration(number(finding, "set"))} is set`,
    holds: "Figures are right, and as old as the interval.",
    toDo: "Make vmagent's scrape_interval and OBS_SCRAPE_INTERVAL_SECONDS the same.",
  }),
  "sampling-differs": (finding) => ({
    headline: `${percent(number(finding, "sampling"))} of requests have a trace ${over(finding, "sampling")}, where ${percent(number(finding, "set"))} is set`,
    holds: "What is said of traces uses the measured share.",
    toDo: "Make the API's sampler and OBS_TRACE_SAMPLING_RATIO the same.",
  }),
  "token-new-address": (finding) => ({
    headline: `Token ${subjectOf(finding)} is used from a new address: ${text(finding, "address")}`,
    holds: "It works from there.",
    toDo: "If none of you moved a sender, rotate the token.",
  }),
};
