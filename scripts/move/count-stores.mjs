/** @param {string} url @returns {Promise<unknown>} */
async function readJson(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return await response.json();
}

/**
 * What a move must not lose, as two stores tell it: series of VictoriaMetrics, and services of Jaeger. Throws where one
 * does not answer.
 * @param {{ metricsUrl: string, tracesUrl: string }} options
 * @returns {Promise<{ series: number, services: number }>}
 */
export async function countStores({ metricsUrl, tracesUrl }) {
  const [series, services] = /** @type {[{ data?: number[] }, { data?: string[] | null }]} */ (
    await Promise.all([readJson(`${metricsUrl}/api/v1/series/count`), readJson(`${tracesUrl}/api/services`)])
  );
  return { series: series.data?.[0] ?? 0, services: services.data?.length ?? 0 };
}

/** Prints counts as migrate.sh reads them: a name and a number a line. @param {Record<string, number>} counts */
export function printCounts(counts) {
  for (const [name, count] of Object.entries(counts)) console.log(`${name} ${count}`);
}
