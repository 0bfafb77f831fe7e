const queryPaths = /^vm_http_requests_total\{path="(?:\/prometheus)?\/api\/v1\/query(?:_range)?"\}\s+(\d+)/;

/**
 * Queries (instant and range) that VictoriaMetrics says it has served since its start.
 * @param {string} victoriaMetricsUrl
 * @returns {Promise<number>}
 */
export async function readCounter(victoriaMetricsUrl) {
  const response = await fetch(`${victoriaMetricsUrl}/metrics`);
  const lines = (await response.text()).split("\n");
  const counts = lines.map((line) => queryPaths.exec(line)?.[1]).filter((count) => count !== undefined);
  if (counts.length === 0) throw new Error("VictoriaMetrics reports no query counters; has its /metrics changed?");
  return counts.reduce((sum, count) => sum + Number(count), 0);
}
