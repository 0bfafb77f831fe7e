// When the on-call page is seen while programs beside the console are dead or hang: see BENCHMARKS.md, "First paint".
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import { runCommand } from "../../process/run-command.mjs";
import { signIn } from "../../run/sign-in.mjs";
import { stackAdmin, startFullStack } from "../../run/start-full-stack.mjs";
import { findChromium } from "../../setup/find-chromium.mjs";
import { openPage } from "./measure-paint.mjs";
import { writePaintReport } from "./write-paint-report.mjs";

const root = path.resolve(import.meta.dirname, "../../..");
const opened = Number(process.env.OBS_BENCH_PAINTS ?? 10);
const healthyMs = 15_000;
const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

await runCommand({ command: process.execPath, args: [path.join(root, "scripts/build.mjs")] });
const dir = mkdtempSync(path.join(tmpdir(), "obs-bench-paint-"));
const stack = await startFullStack({ dir, scrapeIntervalSeconds: 5, verdictWindowSeconds: 60 });
const browser = await chromium.launch({ executablePath: await findChromium() });

/** Stops a program without ending it: it still takes connections and answers none. @param {"victoriametrics" | "jaeger"} name */
const freeze = (name) => {
  const pid = stack.pidOf(name) ?? 0;
  process.kill(-pid, "SIGSTOP");
  return () => process.kill(-pid, "SIGCONT");
};
/** Ends a program. @param {"victoriametrics" | "jaeger" | "gate"} name */
const end = async (name) => {
  await stack.kill(name);
  return () => stack.start(name);
};

const cases = [
  { title: "all programs answer", harm: () => () => {} },
  { title: "VictoriaMetrics killed", harm: () => end("victoriametrics") },
  { title: "VictoriaMetrics hangs", harm: () => freeze("victoriametrics") },
  { title: "Jaeger killed", harm: () => end("jaeger") },
  { title: "Jaeger hangs", harm: () => freeze("jaeger") },
  { title: "the gate killed", harm: () => end("gate") },
  {
    title: "VictoriaMetrics and Jaeger hang",
    harm: () => {
      const mends = [freeze("victoriametrics"), freeze("jaeger")];
      return () => {
        for (const mend of mends) mend();
      };
    },
  },
];

try {
  const { console: url } = stack.urls;
  const cookie = await signIn(url, stackAdmin);
  const page = { url: `${url}/?range=1h`, cookie };
  const rows = [];
  for (const { title, harm } of cases) {
    // The process has compiled its code, and knows the programs as they were until now.
    await wait(rows.length === 0 ? healthyMs : healthyMs / 3);
    await openPage(browser, page);
    const mend = await harm();
    const seen = [];
    try {
      while (seen.length < opened) {
        seen.push(await openPage(browser, page));
        // Not always at the same moment of a slot of 5 s.
        await wait(700);
      }
    } finally {
      // What is stopped in its tracks could not be ended either.
      await mend();
    }
    rows.push({ title, seen });
    console.log(title, seen);
  }
  writePaintReport({ file: path.join(root, "BENCHMARKS.md"), rows });
  console.log("written to BENCHMARKS.md");
} finally {
  await browser.close();
  await stack.stop();
  rmSync(dir, { recursive: true, force: true });
}
