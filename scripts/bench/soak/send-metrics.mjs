// Pushes 50,000 series to VictoriaMetrics on 127.0.0.1 every 5 s and asks what 20 viewers of the on-call page would, for
// a bounded time; prints what became of it as JSON: send-metrics.mjs SECONDS
const seconds = Number(process.argv[2]);
const base = "http://127.0.0.1:8428";
const series = 50_000;
const figures = {
  series,
  pushes: 0,
  failedPushes: 0,
  queries: 0,
  failedQueries: 0,
  queryMs: /** @type {number[]} */ ([]),
};
const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** As histograms have them: 500 routes and statuses, 100 buckets and pods. @param {number} round */
function samples(round) {
  const lines = [];
  for (let route = 0; route < 500; route += 1) {
    for (let bucket = 0; bucket < 100; bucket += 1) {
      lines.push(
        `soak_duration_seconds_bucket{route="/api/${route}",le="${bucket % 20}",pod="${Math.floor(bucket / 20)}"} ${round * (bucket + 1)}`,
      );
    }
  }
  return lines.join("\n");
}

for (let tries = 0; tries < 100; tries += 1) {
  if (
    await fetch(`${base}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  )
    break;
  await sleep(200);
}
const endMs = Date.now() + seconds * 1000;
const push = async () => {
  for (let round = 1; Date.now() < endMs; round += 1) {
    const startMs = Date.now();
    const answer = await fetch(`${base}/api/v1/import/prometheus`, { method: "POST", body: samples(round) }).catch(
      () => null,
    );
    figures.pushes += 1;
    if (!answer?.ok) figures.failedPushes += 1;
    await sleep(Math.max(0, 5000 - (Date.now() - startMs)));
  }
};
const queries = [
  'sum by (route) (rate(soak_duration_seconds_bucket{le="5"}[1m]))',
  'topk(10, sum by (route) (increase(soak_duration_seconds_bucket{le="19"}[5m])))',
  'histogram_quantile(0.95, sum by (le) (rate(soak_duration_seconds_bucket{route=~"/api/[0-9]"}[1m])))',
];
/** @param {number} index */
const view = async (index) => {
  for (let turn = index; Date.now() < endMs; turn += 1) {
    const query = queries[turn % queries.length] ?? "";
    const startMs = performance.now();
    const answer = await fetch(`${base}/api/v1/query?query=${encodeURIComponent(query)}`).catch(() => null);
    await answer?.text();
    figures.queries += 1;
    if (answer?.ok) figures.queryMs.push(performance.now() - startMs);
    else figures.failedQueries += 1;
    await sleep(1000);
  }
};
await Promise.all([push(), ...Array.from({ length: 20 }, (_, index) => view(index))]);
console.log(JSON.stringify(figures));
