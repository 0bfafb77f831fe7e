// `npm run bench`: measures the on-call page against the real programs and writes BENCHMARKS.md.
// `npm run bench -- gate` measures the ingest gate, `-- soak` what Jaeger and VictoriaMetrics hold in their 256 MB,
// `-- container` the console in its 384 MB, `-- truth` whether faults are named (`-- truth jaeger` those of such a name),
// `-- paint` when the page is seen while a program is dead, `-- move` a move to another box with 1 GB of metrics; each
// writes its own part of that report.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { measureJavaScript } from "./bench/measure-javascript.mjs";
import { measureViewers } from "./bench/measure-viewers.mjs";
import { writeReport } from "./bench/write-report.mjs";
import { runCommand } from "./process/run-command.mjs";
import { signIn } from "./run/sign-in.mjs";
import { stackAdmin, startFullStack } from "./run/start-full-stack.mjs";

const root = path.resolve(import.meta.dirname, "..");

const own = {
  gate: "scripts/bench/gate/main.mjs",
  move: "scripts/bench/move/main.ts",
  paint: "scripts/bench/paint/main.mjs",
  soak: "scripts/bench/soak/main.ts",
  container: "scripts/bench/container/main.ts",
  truth: "scripts/bench/truth/main.ts",
}[process.argv[2] ?? ""];
if (own) {
  // A process of its own: it loads server modules, which need this condition.
  const args = ["--conditions=react-server", "--import", "tsx", path.join(root, own), ...process.argv.slice(3)];
  await runCommand({ command: process.execPath, args, cwd: root, onLine: console.log });
  process.exit(0);
}

/** A third of the real scrape interval: three times the load of as many real viewers. */
const slotMs = 5000;
const slots = Number(process.env.OBS_BENCH_SLOTS ?? 30);

/** Resident set of a process in bytes. @param {number} pid */
function residentBytes(pid) {
  const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  if (!match) throw new Error(`/proc/${pid}/status has no VmRSS`);
  return Number(match[1]) * 1024;
}

await runCommand({ command: process.execPath, args: [path.join(root, "scripts/build.mjs")] });
const dir = mkdtempSync(path.join(tmpdir(), "obs-bench-"));
const stack = await startFullStack({ dir, scrapeIntervalSeconds: slotMs / 1000, verdictWindowSeconds: 60 });
try {
  const { console: consoleUrl, victoriametrics: victoriaMetricsUrl } = stack.urls;
  const cookies = [];
  for (let viewer = 0; viewer < 50; viewer += 1) cookies.push((await signIn(consoleUrl, stackAdmin)).header);
  const viewers = [];
  for (const count of [1, 50]) {
    console.log(`${count} viewer${count === 1 ? "" : "s"}, ${slots} slots of ${slotMs} ms`);
    const figures = await measureViewers({ consoleUrl, cookies, victoriaMetricsUrl, viewers: count, slots, slotMs });
    const rssBytes = residentBytes(stack.pidOf("console") ?? 0);
    viewers.push({ ...figures, rssBytes });
    console.log(viewers.at(-1));
  }
  const javascript = {
    page: await measureJavaScript(consoleUrl, "/", cookies[0] ?? ""),
    empty: await measureJavaScript(consoleUrl, "/empty", cookies[0] ?? ""),
  };
  console.log(javascript);
  writeReport({ file: path.join(root, "BENCHMARKS.md"), slots, slotMs, viewers, javascript });
  console.log("written to BENCHMARKS.md");
} finally {
  await stack.stop();
  rmSync(dir, { recursive: true, force: true });
}
