import { cpus, totalmem } from "node:os";
import { writeAroundRegions } from "./write-region.mjs";

/** @typedef {Awaited<ReturnType<typeof import("./measure-viewers.mjs").measureViewers>> & { rssBytes: number }} ViewerFigures */
/** @typedef {Awaited<ReturnType<typeof import("./measure-javascript.mjs").measureJavaScript>>} ScriptFigures */

const mebibytes = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const verdict = (/** @type {boolean} */ met) => (met ? "met" : "**not met**");

/**
 * Writes what was measured last, with the aims beside it.
 * @param {{ file: string, slots: number, slotMs: number, viewers: ViewerFigures[],
 *   javascript: { page: ScriptFigures, empty: ScriptFigures } }} report
 */
export function writeReport({ file, slots, slotMs, viewers, javascript }) {
  const [one, many] = viewers;
  if (!one || !many) throw new Error("The report needs two numbers of viewers.");
  const queryRatio = many.queriesPerSlot / one.queriesPerSlot;
  const latencyRatio = many.p95Ms / one.p95Ms;
  const extraBytes = javascript.page.gzipBytes - javascript.empty.gzipBytes;
  const maxRssBytes = Math.max(one.rssBytes, many.rssBytes);
  const row = (/** @type {ViewerFigures} */ f) =>
    `| ${f.viewers} | ${f.refreshes} | ${f.queries} | ${f.queriesPerSlot.toFixed(1)} | ${f.p50Ms.toFixed(1)} ms | ${f.p95Ms.toFixed(1)} ms | ${mebibytes(f.rssBytes)} |`;
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`;
  writeAroundRegions(
    file,
    `# Benchmarks

What was measured last, on ${new Date().toISOString().slice(0, 10)}: ${machine}. Reproduce with \`npm run bench\`. The load
generator, the backends and the demo share the machine with the console, so ratios say more than milliseconds.

## The on-call page, one viewer against fifty

Each viewer refreshes once per slot at its own moment (overview, three charts, two trace lists), ${slots} slots of ${slotMs / 1000} s.
Queries are VictoriaMetrics' own count; the time is that of \`GET /api/overview\`.

| viewers | refreshes | queries | queries per slot | p50 | p95 | console RSS |
|---:|---:|---:|---:|---:|---:|---:|
${row(one)}
${row(many)}

| aim | measured | |
|---|---|---|
| 50 viewers cost at most 1.2 times the queries of one | ${queryRatio.toFixed(2)} times | ${verdict(queryRatio <= 1.2)} |
| overview p95 at 50 viewers at most 2 times that of one | ${latencyRatio.toFixed(2)} times | ${verdict(latencyRatio <= 2)} |
| console RSS under 256 MB with a heap cap | ${mebibytes(maxRssBytes)} | ${verdict(maxRssBytes < 256e6)} |

## JavaScript shipped on first load (gzip)

| page | scripts | gzip |
|---|---:|---:|
| \`/\` | ${javascript.page.scripts} | ${kilobytes(javascript.page.gzipBytes)} |
| empty page of the same build | ${javascript.empty.scripts} | ${kilobytes(javascript.empty.gzipBytes)} |

| aim | measured | |
|---|---|---|
| at most 60 kB above the empty page, before the charts load | ${kilobytes(extraBytes)} | ${verdict(extraBytes <= 60_000)} |
`,
  );
}
