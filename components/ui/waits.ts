/** What a panel without data waits for, and how long that usually takes after a start. */
export const waits = {
  metrics: "It waits for the API's first scrape, usually less than a minute after vmagent can reach it.",
  percentiles: "It waits for the first 20 requests that are scraped, usually a minute or two of traffic.",
  traces:
    "It waits for the first sampled request, usually a few seconds after it was answered; at 10 % sampling one in ten is.",
  jobs: "It waits for the first job that is scraped, usually a minute after the worker runs with its exporter.",
} as const;
