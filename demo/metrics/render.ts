import type { Registry } from "prom-client";

/** What promhttp says, even to who asks for OpenMetrics. */
export const scrapeContentType = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

/**
 * The scrape text as client_golang writes it: families by name, no empty lines, and none for a family that has no series
 * yet. Without Redis asynq's families are missing and the scrape succeeds all the same; before step 1 of the plan there are
 * only those of the process.
 */
export async function renderMetrics(
  registry: Registry,
  { redisUp = true, histograms = true }: { redisUp?: boolean; histograms?: boolean } = {},
): Promise<string> {
  const names = registry
    .getMetricsAsArray()
    .map(({ name }) => name)
    .filter((name) => redisUp || !name.startsWith("asynq_"))
    .filter((name) => histograms || /^(go|process)_/.test(name))
    .sort();
  const families = await Promise.all(names.map((name) => registry.getSingleMetricAsString(name)));
  const withSeries = families.map((family) => family.trim()).filter((family) => /^[^#]/m.test(family));
  return `${withSeries.join("\n")}\n`;
}
