// `npm test`: installs what the suite needs, runs every check, and ends with "N passed, N failed".
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { installDependencies } from "./setup/install-dependencies.mjs";
import { summarizeHostile } from "./suite/count-hostile.mjs";
import { countOutcomes, outcomesOfJourneys, summarize } from "./suite/outcomes.mjs";

const root = path.resolve(import.meta.dirname, "..");
const results = path.join(root, "test-results");
const hostileCounts = path.join(results, "hostile-inputs.jsonl");
const only = process.argv.slice(2);
/** @type {import("./suite/outcomes.mjs").Outcome[]} */
const outcomes = [];
/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
    process.exitCode = 130;
  });
}

/**
 * Runs a command to its end, its output passed through.
 * @param {string} label @param {string[]} command @param {Record<string, string>} [extraEnv]
 * @returns {Promise<boolean>} whether it exited with 0
 */
function run(label, [file = "", ...args], extraEnv = {}) {
  const startedAt = Date.now();
  console.log(`\n== ${label}`);
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, OBS_HOSTILE_COUNTS: hostileCounts, ...extraEnv },
    });
    running.add(child);
    child.on("error", (error) => {
      console.error(`${label}: ${error.message}`);
      resolve(false);
    });
    child.on("exit", (code) => {
      running.delete(child);
      console.log(`== ${label}: ${code === 0 ? "ok" : "FAILED"} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
      resolve(code === 0);
    });
  });
}

/** @param {string} title */
const fail = (title) => {
  outcomes.push({ title, file: "npm test", state: "failed", seconds: 0 });
};

/** A check counts as one test. @param {string} label @param {string[]} command */
async function runCheck(label, command) {
  const startedAt = Date.now();
  const ok = await run(label, command);
  const seconds = (Date.now() - startedAt) / 1000;
  outcomes.push({ title: label, file: "npm test", state: ok ? "passed" : "failed", seconds });
}

/**
 * A suite that wrote no report has failed, whatever it printed.
 * @param {string} label @param {string} file @param {boolean} ok
 * @param {(report: any) => import("./suite/outcomes.mjs").Outcome[]} read
 */
function addReport(label, file, ok, read) {
  const own = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : [];
  outcomes.push(...own);
  if (!existsSync(file)) fail(`${label} wrote no report`);
  else if (!ok && countOutcomes(own).failed === 0) fail(`${label} ended with an error`);
}

/** Whatever the cores: most of a test of real programs is waiting for them, and all of a long one. */
const workersOf = { unit: 2, integration: 2, long: 3 };

/** @param {keyof typeof workersOf} project */
async function runVitest(project) {
  const file = path.join(results, `vitest-${project}.json`);
  const reporters = ["--reporter=default", "--reporter=scripts/suite/vitest-reporter.mjs"];
  const command = [
    "node_modules/.bin/vitest",
    "run",
    "--project",
    project,
    `--maxWorkers=${workersOf[project]}`,
    ...reporters,
  ];
  const ok = await run(`${project} tests`, command, { OBS_TEST_OUTCOMES: file });
  addReport(`${project} tests`, file, ok, (report) => report);
}

async function runJourneys() {
  if (!(await built())) return;
  const file = path.join(results, "playwright.json");
  const ok = await run("journeys", ["node_modules/.bin/playwright", "test"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    OBS_CHROMIUM: await chromium(),
  });
  addReport("journeys", file, ok, outcomesOfJourneys);
}

/** @template T @param {() => Promise<T>} act @returns {() => Promise<T>} */
function once(act) {
  /** @type {Promise<T> | undefined} */
  let result;
  return () => {
    result ??= act();
    // Whoever waits for it hears of its failure; until then it is nobody's.
    result.catch(() => {});
    return result;
  };
}

const chromium = once(async () => (await import("./setup/find-chromium.mjs")).findChromium());

/** One build, for the journeys and for the tests of `npm start`. */
const built = once(async () => {
  const ok = await run("build", ["node", "scripts/build.mjs"]);
  if (!ok) fail("build");
  return ok;
});

async function programs() {
  const { obtainBackend } = await import("./setup/obtain-backend.mjs");
  for (const name of /** @type {const} */ (["nginx", "victoria-metrics", "vmagent", "jaeger"])) {
    const found = await obtainBackend(name, { onProgress: (/** @type {string} */ line) => console.log(`   ${line}`) });
    if ("missing" in found) throw new Error(`${name} cannot be had: ${found.reason} ${found.fix}`);
  }
  const { obtainGoTool } = await import("./setup/obtain-go-tool.mjs");
  const { obtainOwnProgram } = await import("./setup/obtain-own-program.mjs");
  for (const name of /** @type {const} */ (["gitleaks", "kustomize"])) await obtainGoTool(name);
  for (const name of /** @type {const} */ (["otlp-sender", "example"])) await obtainOwnProgram(name);
}

/** Whatever becomes of the others: its outcomes belong above the last line. */
let long = Promise.resolve();
/** @type {Record<string, () => Promise<void>>} */
const suites = {
  lint: async () => {
    await runCheck("format and lint", ["node_modules/.bin/biome", "check", "."]);
    await runCheck("nothing unused", ["node_modules/.bin/knip", "--no-progress"]);
  },
  types: () => runCheck("types", ["node_modules/.bin/tsc", "--noEmit"]),
  unit: () => runVitest("unit"),
  // The long ones wait for most of their minutes, so they take none of their own: the journeys begin meanwhile.
  integration: async () => {
    long = runVitest("long").catch((error) => fail(`long tests: ${error}`));
    await runVitest("integration");
  },
  e2e: runJourneys,
};

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await installDependencies({ root, log: console.log });
if (!(await run("prisma client", ["node", "scripts/generate.mjs"]))) fail("prisma client");
const names = Object.keys(suites);
const wanted = only.length > 0 ? only : names;

try {
  for (const name of wanted) {
    if (!names.includes(name)) throw new Error(`There is no suite "${name}"; choose from ${names.join(", ")}.`);
  }
  // On a new machine building Jaeger takes minutes; the checks that need no program and the build run meanwhile.
  const needsPrograms = wanted.some((name) => name === "integration" || name === "e2e");
  const needed = [...(needsPrograms ? [programs(), built()] : []), ...(wanted.includes("e2e") ? [chromium()] : [])];
  const prepared = Promise.all(needed);
  prepared.catch(() => {});
  for (const name of wanted) {
    if (name === "integration" || name === "e2e") await prepared;
    await suites[name]?.();
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(reason);
  fail(reason);
}
await long;
const hostile = summarizeHostile(existsSync(hostileCounts) ? readFileSync(hostileCounts, "utf8") : "");
// A part of the suites gives a part of them.
if (hostile.problem && only.length === 0) fail(hostile.problem);
console.log(`\n${hostile.line}`);
if (countOutcomes(outcomes).failed > 0) process.exitCode = 1;
console.log(`\n${summarize(outcomes).join("\n")}`);
