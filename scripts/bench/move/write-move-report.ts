import { cpus, loadavg } from "node:os";
import path from "node:path";
import { formatBytes } from "@/lib/format/bytes";
import type { MoveRecord, StepName } from "@/lib/migration/move-record";
import { writeRegion } from "../write-region.mjs";

type Figures = {
  rehearsal: MoveRecord;
  move: MoveRecord;
  gapMs: number;
  samples: { sent: number; missing: number };
  spans: { sent: number; missing: number; failedExports: number };
};

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const took = ({ startedAtMs, finishedAtMs }: { startedAtMs: number; finishedAtMs: number | null }) =>
  seconds((finishedAtMs ?? startedAtMs) - startedAtMs);
const lost = ({ sent, missing }: { sent: number; missing: number }) => `${missing} of ${sent}`;

/** Writes the move's part of BENCHMARKS.md. */
export function writeMoveReport({ rehearsal, move, gapMs, samples, spans }: Figures): void {
  const stepOf = (record: MoveRecord, name: StepName) => {
    const step = record.steps.find((one) => one.name === name);
    return step ? took(step) : "-";
  };
  const names = [...new Set([...rehearsal.steps, ...move.steps].map(({ name }) => name))];
  const rows = names.map((name) => `| ${name} | ${stepOf(rehearsal, name)} | ${stepOf(move, name)} |`);
  const date = new Date().toISOString().slice(0, 10);
  const { totalBytes = 0, metricsBytes = 0, comparedFiles = 0 } = move.facts;
  const text = `## Moving to another box

Measured on ${date}, ${cpus().length} cores (${cpus()[0]?.model.split(" ").slice(0, 2).join(" ")}), with \`npm run bench -- move\`; load average at the end ${loadavg()[0]?.toFixed(0)}.
Two boxes of this machine with VictoriaMetrics, Jaeger, gate and the console's side each; ${formatBytes(metricsBytes)} of random metrics, ${formatBytes(totalBytes)} in all, by ssh with rsync's compression over the loopback, ${comparedFiles} files compared by checksum.
All the while vmagent scrapes a counter every second and an exporter with OpenTelemetry's own patience sends five spans a second, both by the old address.

| step | rehearsal | move |
| --- | --: | --: |
${rows.join("\n")}
| **all of it** | ${took(rehearsal)} | ${took(move)} |

Gap, from the old stack's stop until the old gate passed on: **${seconds(gapMs)}**. Samples lost: ${lost(samples)}. Spans lost: ${lost(spans)} (${spans.failedExports} exports given up).
`;
  writeRegion(path.resolve(import.meta.dirname, "../../../BENCHMARKS.md"), "move", text);
}
