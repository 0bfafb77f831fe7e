import type { FindingCode, Place } from "../codes";
import type { PathName } from "../types";

export const placeTitles: Record<Place, string> = {
  api: "API",
  vmagent: "vmagent",
  exporter: "API's exporter",
  gate: "gate",
  victoriametrics: "VictoriaMetrics",
  jaeger: "Jaeger",
  console: "console",
  probe: "probe",
};

export const pathTitles: Record<PathName, string> = { metrics: "Metrics", traces: "Traces", probe: "From outside" };

/** What a broken hop does, in a word or two: people look before they read. */
const hopWords: Partial<Record<FindingCode, string>> = {
  "metrics-store-unreachable": "no answer",
  "metrics-store-too-busy": "too busy",
  "metrics-store-read-only": "read-only",
  "metrics-store-refuses": "refuses",
  "traces-store-unreachable": "no answer",
  "traces-store-refuses": "refuses",
  "gate-down": "down",
  "gate-fails": "fails",
  "gate-open": "open to all",
  "gate-log-silent": "log silent",
  "metrics-refused": "refuses",
  "traces-refused": "refuses",
  "vmagent-gone": "gone",
  "vmagent-drops": "drops samples",
  "vmagent-catches-up": "catches up",
  "metrics-path-silent": "silent",
  "exporter-silent": "silent",
  "traces-path-silent": "silent",
  "clock-off": "clock off",
  "api-down": "down",
  "api-unreachable": "cannot reach it",
  "api-gone": "gone",
  "api-not-scraped": "not scraped",
  "api-unknown": "unknown",
  "pods-down": "pods down",
  "several-processes": "several",
  "waiting-for-scrape": "waiting",
  "other-job": "other job",
};

export const hopWord = (code: FindingCode): string => hopWords[code] ?? "trouble";
