import { cpus } from "node:os";
import path from "node:path";
import { writeRegion } from "../write-region.mjs";

/** @typedef {{ name: string, perSecond: number, p50Ms: number, p99Ms: number }} TargetFigures */

const verdict = (/** @type {boolean} */ met) => (met ? "met" : "**not met**");
const ms = (/** @type {number} */ value) => `${value.toFixed(2)} ms`;

/**
 * Writes the gate's part of BENCHMARKS.md, the aims beside what was measured.
 * @param {{ figures: TargetFigures[], misses: { count: number, p50Ms: number, p99Ms: number }[], coreShare: number,
 *   rounds: number, secondsPerRound: number }} report `figures`: no check, static if, vmauth, this gate, static if with a log
 */
export function writeGateReport({ figures, misses, coreShare, rounds, secondsPerRound }) {
  const [open, fixed, vmauth, gate, logged] = figures;
  const [few, many] = misses;
  if (!open || !fixed || !vmauth || !gate || !logged || !few || !many) throw new Error("The report lacks a figure.");
  const row = (/** @type {TargetFigures} */ { name, perSecond, p50Ms, p99Ms }) =>
    `| ${name} | ${perSecond.toFixed(0)} | ${(perSecond / fixed.perSecond).toFixed(2)} | ${ms(p50Ms)} | ${ms(p99Ms)} |`;
  const missRow = (/** @type {(typeof misses)[number]} */ { count, p50Ms, p99Ms }) =>
    `| ${count.toLocaleString("en")} | ${ms(p50Ms)} | ${ms(p99Ms)} |`;
  const [toFixed, toVmauth] = [gate.perSecond / fixed.perSecond, gate.perSecond / vmauth.perSecond];
  const text = `## Gate

Measured on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), with \`npm run bench -- gate\`.
Writes of 400 bytes with a valid token over 32 connections (wrk), one nginx worker each, all before the same upstream on the same machine;
median of ${rounds} interleaved rounds of ${secondsPerRound} s, longer than the gate's cache. The gate runs as shipped: log on and read by the
console, deny check and limit on with the rate raised; the others write no log but the last. The times are those of a write at 100 requests a second.

| in front of the upstream | requests a second | of the static \`if\` | p50 | p99 |
|---|---:|---:|---:|---:|
${figures.map(row).join("\n")}

The console's answer to a token that the gate does not remember, the whole call on the internal port:

| tokens stored | p50 | p99 |
|---:|---:|---:|
${misses.map(missRow).join("\n")}

| aim | measured | |
|---|---|---|
| at least 0.8 of the static \`if\` | ${toFixed.toFixed(2)} | ${verdict(toFixed >= 0.8)} |
| the same, with nginx's usual log | ${(gate.perSecond / logged.perSecond).toFixed(2)} | (no aim) |
| at least 1.5 times vmauth | ${toVmauth.toFixed(2)} | ${verdict(toVmauth >= 1.5)} |
| a miss p50 under 1 ms with 5,000 tokens | ${ms(few.p50Ms)} | ${verdict(few.p50Ms < 1)} |
| and no slower with 50,000 (within 20 %) | ${(many.p50Ms / few.p50Ms).toFixed(2)} times | ${verdict(many.p50Ms <= 1.2 * few.p50Ms)} |
| counting 10,000 refusals a second under 5 % of a core | ${(coreShare * 100).toFixed(1)} % | ${verdict(coreShare < 0.05)} |

Added at 100 requests a second, against no check: p50 ${ms(gate.p50Ms - open.p50Ms)}, p99 ${ms(gate.p99Ms - open.p99Ms)}.
`;
  writeRegion(path.resolve(import.meta.dirname, "../../../BENCHMARKS.md"), "gate", text);
}
