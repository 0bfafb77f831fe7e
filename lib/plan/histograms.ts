import { metricNames } from "./contract";

/**
 * The histograms that step 1 of the plan registers, each with exactly these labels (besides `le` and the scrape's own).
 */
export const planHistograms = [
  { key: "http", metric: metricNames.http, labels: ["route", "method", "status"] },
  { key: "gorm", metric: metricNames.gorm, labels: ["table", "operation"] },
  { key: "b2", metric: metricNames.b2, labels: ["bucket", "result"] },
  { key: "apns", metric: metricNames.apns, labels: ["result"] },
  { key: "fcm", metric: metricNames.fcm, labels: ["result"] },
] as const;
export type HistogramKey = (typeof planHistograms)[number]["key"];

/** Labels that a scrape adds to every series: its target, and what Kubernetes' discovery knows of the pod. */
export const targetLabels = ["job", "instance", "pod", "namespace", "node", "container"];

/**
 * With more values of one label than this, the series outgrow 256 MB; a path with ids in it gets there within a day.
 */
export const labelValuesMax = 300;
/** The plan scrapes every 15 s. */
export const planScrapeSeconds = 15;
/** The plan samples 10 % of requests in production and all of them elsewhere. */
export const planSamplingRatio = { production: 0.1, other: 1 } as const;
