import { cpus, loadavg } from "node:os";
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
  /** How much longer than in the fastest case, by the worst case's median and by the slowest of all. @param {"paintMs" | "verdictMs"} what */
  const waited = (what) => {
    const all = rows.map(({ seen }) => of(seen.map((one) => one[what])));
    // Not the healthy case alone: on a loaded machine the first one measured is the slowest.
    const fastest = Math.min(...all.map(({ median }) => median));
    const longer = (/** @type {"median" | "most"} */ by) =>
      Math.max(0, ...all.slice(1).map((one) => one[by] - fastest));
    return { median: longer("median"), most: longer("most") };
  };
  const aim = (/** @type {string} */ text, /** @type {"paintMs" | "verdictMs"} */ what) => {
    const { median, most } = waited(what);
    return `| ${text} | ${seconds(median)} by the median, ${seconds(most)} at most | ${most <= aimMs ? "met" : "**not met**"} |`;
  };
  const lines = rows.map(({ title, seen }) => {
    const [paint, verdict] = [of(seen.map(({ paintMs }) => paintMs)), of(seen.map(({ verdictMs }) => verdictMs))];
    const words = [...new Set(seen.map(({ word }) => word))].join(", ");
    return `| ${title} | ${seconds(paint.median)} | ${seconds(paint.most)} | ${seconds(verdict.median)} | ${seconds(verdict.most)} | ${words} |`;
  });
  writeRegion(
    file,
    "paint",
    `## First paint

Measured on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), with \`npm run bench -- paint\`.
The on-call page in Chromium, each time in a new context with nothing cached, ${opened} times while a program beside the console
is dead or stopped in its tracks (it takes connections and never answers). From the start of the navigation; all of it
shares the cores, the browser too; the load average at the end was ${Math.round(loadavg()[0] ?? 0)}.

| so | painted | at most | verdict stands | at most | it says |
|---|---:|---:|---:|---:|---|
${lines.join("\n")}

| aim | measured | |
|---|---|---|
${aim("no paint waits longer than a second for a dead program", "paintMs")}
${aim("nor does the verdict", "verdictMs")}

What was waited for is the time beyond the median of the fastest case.`,
  );
}
