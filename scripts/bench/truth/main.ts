import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Overview } from "@/lib/oncall/types";
import { seedThresholds } from "../../../e2e/support/seed-thresholds";
import { signIn } from "../../run/sign-in.mjs";
import { stackAdmin, startFullStack } from "../../run/start-full-stack.mjs";
import { writeRegion } from "../write-region.mjs";
import { codesOf, judgeLooks, type Outcome } from "./judge-live";
import { type LiveFault, liveFaults } from "./live-faults";
import { truthReport } from "./report";

// Every fault put into the real programs, one after the other: is it named, how soon, and is anything else?
const root = path.resolve(import.meta.dirname, "../../..");
const scrapeIntervalSeconds = Number(process.env.OBS_TRUTH_INTERVAL_SECONDS ?? 1);
const verdictWindowSeconds = 20 * scrapeIntervalSeconds;
const patienceMs = 30_000 * Math.max(1, scrapeIntervalSeconds / 2);
const recoveryMs = 90_000;
const wanted = process.env.OBS_TRUTH_ONLY;

const dir = mkdtempSync(path.join(tmpdir(), "obs-truth-"));
const stack = await startFullStack({
  dir,
  scrapeIntervalSeconds,
  verdictWindowSeconds,
  prepareDatabase: seedThresholds,
});
const { header: cookie } = await signIn(stack.urls.console, stackAdmin);

async function look(): Promise<Overview> {
  const response = await fetch(`${stack.urls.console}/api/overview?range=15m&fresh=1`, { headers: { cookie } });
  if (!response.ok) throw new Error(`the overview answers ${response.status}`);
  return (await response.json()) as Overview;
}

async function calm(): Promise<number | null> {
  const startedAt = Date.now();
  let quiet = 0;
  while (Date.now() - startedAt < recoveryMs) {
    quiet = (await look()).verdict.code === "up" ? quiet + 1 : 0;
    if (quiet === 3) return (Date.now() - startedAt) / 1000;
    await sleep(500 * scrapeIntervalSeconds);
  }
  return null;
}

async function tryFault(fault: LiveFault): Promise<Outcome> {
  await fault.inject(stack);
  const startedAt = Date.now();
  const looks: { seconds: number; overview: Overview }[] = [];
  while (Date.now() - startedAt < patienceMs) {
    const overview = await look();
    looks.push({ seconds: (Date.now() - startedAt) / 1000, overview });
    if (judgeLooks(fault, looks).result === "right") break;
    await sleep(250);
  }
  const judged = judgeLooks(fault, looks);
  await fault.mend(stack);
  return { ...judged, recoveredSeconds: await calm() };
}

const outcomes: Outcome[] = [];
let falseAlarms = 0;
try {
  await calm();
  for (const fault of liveFaults.filter(({ name }) => !wanted || name.includes(wanted))) {
    const before = codesOf(await look());
    falseAlarms += before.length;
    const outcome = await tryFault(fault);
    outcomes.push(outcome);
    const { name, result, seconds, recoveredSeconds, named } = outcome;
    console.log(
      `${result.padEnd(12)} ${seconds?.toFixed(1) ?? "-"} s  ${name}: ${named.join(", ")}; well after ${recoveredSeconds?.toFixed(0) ?? "-"} s`,
    );
  }
  const text = truthReport(outcomes, { scrapeIntervalSeconds, verdictWindowSeconds, falseAlarms });
  if (!wanted) writeRegion(path.join(root, "BENCHMARKS.md"), "truth", text);
  console.log(text);
} finally {
  await stack.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(0);
