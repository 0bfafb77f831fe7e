// `npm run bench -- move [fill DIR | from DIR]`: a rehearsal and a real move by ssh between two boxes of this machine,
// with 1 GB of metrics and senders all the while; writes its part of BENCHMARKS.md. "fill DIR" only makes the data, "from
// DIR" takes what it made, so that only the move itself needs a quiet machine.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sshName, startSshd } from "@/deploy/testing/start-sshd";
import { boxProgram, missingTraces, startTwoBoxes } from "@/deploy/testing/two-boxes";
import { gapOf } from "@/lib/migration/move-record";
import { freePort } from "@/scripts/process/free-port.mjs";
import { poll } from "@/scripts/run/test-helpers";
import { fillMetrics } from "./fill-metrics";
import { writeMoveReport } from "./write-move-report";

const bytesWanted = Number(process.env.OBS_MOVE_BYTES ?? 1024 ** 3);
/** Five a second: longer than the move may take, or what comes after it would not be counted. */
const spans = Number(process.env.OBS_MOVE_SPANS ?? 900);

const [word, given] = process.argv.slice(2);
const dir = mkdtempSync(path.join(tmpdir(), "obs-bench-move-"));
const metricsData = given ? path.resolve(given) : path.join(dir, "filled/vm");
if (word !== "from") {
  const { series, samples } = await fillMetrics(metricsData, bytesWanted);
  console.log(`${samples} samples of ${series} series in ${metricsData}`);
  if (word === "fill") process.exit(0);
}

const env = { MOVE_BOX: boxProgram };
const ssh = await startSshd({ dir: path.join(dir, "ssh"), address: "127.0.0.1", port: await freePort(), env });
const boxes = await startTwoBoxes(dir, { metricsData });
const { source, target, network } = boxes;
const run = async (...words: string[]) => {
  const { code, output } = await boxes.migrate(words, { binDir: ssh.binDir });
  console.log(output);
  if (code !== 0) throw new Error(`migrate.sh ${words[0]} ended with ${code}`);
  return boxes.readRecord();
};

try {
  await poll("ticks", async () => ((await boxes.ticksOf(source)).length >= 3 ? true : undefined));
  const rehearsal = await run("rehearse", "--to", path.join(dir, "rehearsal"));
  // OpenTelemetry's own patience, as the API's exporter has it.
  const sent = boxes.sendSpans(spans);
  const forwardTo = `http://127.0.0.1:${target.ports.gate}`;
  const move = await run("move", "--to", `${sshName}:${target.dir}`, "--forward-to", forwardTo);
  const { traceIds, failedExports } = await sent;
  network.pointTo(target.ports.gate);
  const until = boxes.ticks.count();
  const ticks = await poll("the newest sample", async () => {
    const values = await boxes.ticksOf(target);
    return (values.at(-1) ?? 0) >= until ? values : undefined;
  });
  const first = ticks[0] ?? 0;
  const missingSamples = (ticks.at(-1) ?? 0) - first + 1 - ticks.length;
  const missing = await missingTraces(target, traceIds);
  const figures = {
    rehearsal,
    move,
    gapMs: gapOf(move) ?? 0,
    samples: { sent: ticks.length + missingSamples, missing: missingSamples },
    spans: { sent: traceIds.length, missing: missing.length, failedExports },
  };
  console.log(JSON.stringify({ ...figures, rehearsal: undefined, move: undefined }));
  writeMoveReport(figures);
  console.log("written to BENCHMARKS.md");
} finally {
  await boxes.stop();
  await ssh.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);
