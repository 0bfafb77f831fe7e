import { cpus } from "node:os";
import { writeRegion } from "../write-region.mjs";

/** @typedef {import("./measure-paint.mjs").Seen} Seen */
const aimMs = 1000;
const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`;

/**
 * Writes the part "paint" of the report.
 * @param {{ file: string, rows: { title: string, seen: Seen[] }[] }} report
 */
export function writePaintReport({ file, rows }) {
  const opened = rows[0]?.seen.length ?? 0;
  const of = (/** @type {number[]} */ values) => {
    const sorted = values.toSorted((a, b) => a - b);
    return { median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
  };
  const calm = of(rows[0]?.seen.map(({ paintMs }) => paintMs) ?? []).median;
  const lines = rows.map(({ title, seen }) => {
    const [paint, verdict] = [of(seen.map(({ paintMs }) => paintMs)), of(seen.map(({ verdictMs }) => verdictMs))];
    const words = [...new Set(seen.map(({ word }) => word))].join(", ");
    return `| ${title} | ${seconds(paint.median)} | ${seconds(paint.most)} | ${seconds(verdict.median)} | ${seconds(verdict.most)} | ${words} |`;
  });
  const waited = Math.max(...rows.slice(1).map(({ seen }) => of(seen.map(({ paintMs }) => paintMs)).most)) - calm;
  writeRegion(
    file,
    "paint",
    `## First paint

Measured on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), with \`npm run bench -- paint\`.
The on-call page in Chromium, each time in a new context with nothing cached, ${opened} times while a program beside the console
is dead or stopped in its tracks (it takes connections and never answers). From the start of the navigation; all of it
shares the cores, the browser too.

| so | painted | at most | verdict stands | at most | it says |
|---|---:|---:|---:|---:|---|
${lines.join("\n")}

| aim | measured | |
|---|---|---|
| no paint waits longer than a second for a dead program | ${seconds(Math.max(0, waited))} more than the median with all alive | ${waited <= aimMs ? "met" : "**not met**"} |`,
  );
}
