import type { FindingCode } from "../diagnosis/codes";
import type { RunbookOf } from "./types";

type MeasuringCode = Extract<
  FindingCode,
  | "no-finite-bucket"
  | "metrics-gap"
  | "scraped-twice"
  | "other-job"
  | "interval-differs"
  | "sampling-differs"
  | "token-new-address"
>;

/** Findings that change no state and yet change what the figures mean. */
export const measuringRunbooks: Record<MeasuringCode, RunbookOf> = {
  "no-finite-bucket": () => ({
    title: "A histogram without finite buckets",
    means: "Percentiles cannot be told from it; the mean is judged instead.",
    steps: [{ text: "Register it with buckets: the rollout page has the lines to paste." }],
    see: ["rollout"],
  }),
  "metrics-gap": () => ({
    title: "A gap in the metrics",
    means: "For a while nothing was stored. No rate is computed over the gap, and none is made up.",
    steps: [{ text: "The timeline shows what happened then: a restart, a full queue, a revoked token." }],
    see: ["on-call", "tokens"],
  }),
  "scraped-twice": () => ({
    title: "Two jobs scrape the same API",
    means: "Every request is counted twice. The console does not add the two up; other dashboards do.",
    steps: [{ text: "Take one of the two jobs out of vmagent's scrape configuration, and keep honeydue-api." }],
    see: ["rollout"],
  }),
  "other-job": () => ({
    title: "Metrics arrive under another job",
    means: "The API's series are there, but not under the job that this console reads.",
    steps: [{ text: "Set job_name: honeydue-api in vmagent's scrape configuration." }],
    see: ["rollout"],
  }),
  "interval-differs": () => ({
    title: "The scrape interval is not the plan's",
    means: "Everything is judged by the measured interval. What happens within one is seen that much later.",
    steps: [{ text: "Set scrape_interval: 15s, or set OBS_SCRAPE_INTERVAL_SECONDS to what you want." }],
    see: ["rollout"],
  }),
  "sampling-differs": () => ({
    title: "The sampling ratio is not the plan's",
    means: "More spans than planned fill Jaeger's memory and disk; fewer hide failures.",
    steps: [{ text: "Set TraceIDRatioBased(0.1) in production: the rollout page has the lines to paste." }],
    see: ["rollout", "budget"],
  }),
  "token-new-address": () => ({
    title: "A token is used from a new address",
    means: "A new node, or somebody else has it. It works either way.",
    steps: [
      { text: "Is the address one of yours? Then say so on the token's page, by its allowed addresses." },
      { text: "If not: rotate the token, then revoke the old one. What uses it stops at once." },
    ],
    see: ["tokens", "audit"],
  }),
};
