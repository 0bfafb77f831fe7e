import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Overview } from "@/lib/oncall/types";
import { seedThresholds } from "../../../e2e/support/seed-thresholds";
import { signIn } from "../../run/sign-in.mjs";
import { stackAdmin, startFullStack } from "../../run/start-full-stack.mjs";
import { writeRegion } from "../write-region.mjs";
import { startFront } from "./faults/front";
import { sampleFew, samplingRatio } from "./faults/of-requests";
import type { LiveFault } from "./faults/types";
import { codesOf, judgeLooks, type Outcome } from "./judge-live";
import { keepOutcomes } from "./kept-outcomes";
import { liveFaults } from "./live-faults";
import { truthReport } from "./report";

// Every fault put into the real programs, one after the other: is it named, how soon, and is anything else? With words,
// only the faults whose names have one of them; what earlier runs came to is kept and stands in the report as well.
const root = path.resolve(import.meta.dirname, "../../..");
const scrapeIntervalSeconds = Number(process.env.OBS_TRUTH_INTERVAL_SECONDS ?? 5);
const verdictWindowSeconds = 6 * scrapeIntervalSeconds;
const healthSeconds = Number(process.env.OBS_TRUTH_HEALTH_SECONDS ?? 60);
const patienceMs = 20_000 + 12_000 * scrapeIntervalSeconds;
const recoveryMs = 60_000 + 20_000 * scrapeIntervalSeconds;
const words = process.argv.slice(2);

const dir = mkdtempSync(path.join(tmpdir(), "obs-truth-"));
const front = await startFront();
const stack = await startFullStack({
  dir,
  scrapeIntervalSeconds,
  verdictWindowSeconds,
  consoleEnv: { API_HEALTH_URL: `${front.url}/api/health/`, OBS_TRACE_SAMPLING_RATIO: String(samplingRatio) },
  prepareDatabase: seedThresholds,
});
front.target = stack.urls.demo;
await sampleFew(stack);
const { header: cookie } = await signIn(stack.urls.console, stackAdmin);

async function look(): Promise<Overview> {
  const response = await fetch(`${stack.urls.console}/api/overview?range=15m&fresh=1`, { headers: { cookie } });
  if (!response.ok) throw new Error(`the overview answers ${response.status}`);
  return (await response.json()) as Overview;
}

/** Seconds until the verdict was UP for three looks in a row; null when that never came. Says what stood in the way. */
async function calm(): Promise<number | null> {
  const startedAt = Date.now();
  let quiet = 0;
  let told = "";
  while (Date.now() - startedAt < recoveryMs) {
    const overview = await look();
    quiet = overview.verdict.code === "up" ? quiet + 1 : 0;
    const named = overview.findings.map(({ code, severity, phase }) => `${code} ${severity} ${phase}`).join(", ");
    if (quiet === 0 && named !== told) console.log(`  ${((Date.now() - startedAt) / 1000).toFixed(0)} s: ${named}`);
    told = named;
    if (quiet === 3) return (Date.now() - startedAt) / 1000;
    await sleep(1000);
  }
  return null;
}

/** What is named for a while in which nothing is wrong. */
async function watchHealth(seconds: number): Promise<string[]> {
  const startedAt = Date.now();
  const alarms = new Set<string>();
  while (Date.now() - startedAt < seconds * 1000) {
    for (const code of codesOf(await look())) alarms.add(code);
    await sleep(1000);
  }
  return [...alarms];
}

async function tryFault(fault: LiveFault): Promise<Outcome> {
  await fault.inject(stack);
  const startedAt = Date.now();
  const looks: { seconds: number; overview: Overview }[] = [];
  const ownPatienceMs = fault.patienceSeconds === undefined ? patienceMs : fault.patienceSeconds * 1000;
  while (Date.now() - startedAt < ownPatienceMs) {
    const overview = await look();
    looks.push({ seconds: (Date.now() - startedAt) / 1000, overview });
    if (judgeLooks(fault, looks).result === "right") break;
    await sleep(250);
  }
  const judged = judgeLooks(fault, looks);
  await fault.mend(stack);
  // One that was started anew sends all of them.
  await sampleFew(stack);
  return { ...judged, recoveredSeconds: await calm(), load: loadavg()[0] ?? null };
}

const all = liveFaults(front);
const chosen = all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const context = { scrapeIntervalSeconds, verdictWindowSeconds, healthSeconds };
const kept = keepOutcomes(path.join(root, "test-results/truth.json"), context);
try {
  await calm();
  kept.addHealth(await watchHealth(healthSeconds));
  for (const fault of chosen) {
    const outcome = await tryFault(fault);
    kept.add(outcome);
    const { name, result, seconds, recoveredSeconds, named, before } = outcome;
    console.log(
      `${result.padEnd(12)} ${seconds?.toFixed(1) ?? "-"} s  ${name}: ${named.join(", ")}${before && before.length > 0 ? ` (before: ${before.join(", ")})` : ""}; well after ${recoveredSeconds?.toFixed(0) ?? "-"} s`,
    );
  }
  const { outcomes, alarms } = kept.read();
  const ordered = all.flatMap(({ name }) => outcomes.find((outcome) => outcome.name === name) ?? []);
  const text = truthReport(ordered, { ...context, faults: all.length, alarms });
  writeRegion(path.join(root, "BENCHMARKS.md"), "truth", text);
  console.log(text);
} finally {
  await stack.stop();
  front.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);
