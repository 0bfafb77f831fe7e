// `npm test`: installs what the suite needs, runs every check, and ends with "N passed, N failed".
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { installDependencies } from "./setup/install-dependencies.mjs";

const root = path.resolve(import.meta.dirname, "..");
const results = path.join(root, "test-results");
const only = process.argv.slice(2);
const totals = { passed: 0, failed: 0, skipped: 0 };
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
      env: { ...process.env, ...extraEnv },
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

/** @param {string} label @param {string[]} command */
async function runCheck(label, command) {
  const ok = await run(label, command);
  totals[ok ? "passed" : "failed"] += 1;
}

/** A suite that wrote no report has failed, whatever it printed. @param {string} file @param {boolean} ok @param {(report: any) => {passed: number, failed: number, skipped: number}} read */
function addReport(file, ok, read) {
  const counts = existsSync(file) ? read(JSON.parse(readFileSync(file, "utf8"))) : { passed: 0, failed: 1, skipped: 0 };
  if (!ok && counts.failed === 0) counts.failed = 1;
  totals.passed += counts.passed;
  totals.failed += counts.failed;
  totals.skipped += counts.skipped;
}

/** @param {string} project */
async function runVitest(project) {
  const file = path.join(results, `vitest-${project}.json`);
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const ok = await run(`${project} tests`, ["node_modules/.bin/vitest", ...args]);
  addReport(file, ok, (r) => ({
    passed: r.numPassedTests,
    failed: r.numFailedTests,
    skipped: r.numPendingTests + r.numTodoTests,
  }));
}

async function runJourneys() {
  const { findChromium } = await import("./setup/find-chromium.mjs");
  const chromium = await findChromium();
  if (!(await run("build", ["node", "scripts/build.mjs"]))) {
    totals.failed += 1;
    return;
  }
  const file = path.join(results, "playwright.json");
  const ok = await run("journeys", ["node_modules/.bin/playwright", "test"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    OBS_CHROMIUM: chromium,
  });
  addReport(file, ok, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

async function obtainBackends() {
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

/** @type {Record<string, () => Promise<void>>} */
const suites = {
  lint: async () => {
    await runCheck("format and lint", ["node_modules/.bin/biome", "check", "."]);
    await runCheck("nothing unused", ["node_modules/.bin/knip", "--no-progress"]);
  },
  types: () => runCheck("types", ["node_modules/.bin/tsc", "--noEmit"]),
  unit: () => runVitest("unit"),
  // The long ones wait for most of their minutes, so they take none of their own.
  integration: async () => {
    await Promise.all([runVitest("integration"), runVitest("long")]);
  },
  e2e: runJourneys,
};

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await installDependencies({ root, log: console.log });
if (!(await run("prisma client", ["node", "scripts/generate.mjs"]))) totals.failed += 1;
const wanted = only.length > 0 ? only : Object.keys(suites);
// Building Jaeger takes minutes on a new machine; the checks that need no backend run meanwhile.
const backends = wanted.some((name) => name === "integration" || name === "e2e") ? obtainBackends() : Promise.resolve();
backends.catch(() => {});
try {
  for (const name of wanted) {
    const suite = suites[name];
    if (!suite) throw new Error(`There is no suite "${name}"; choose from ${Object.keys(suites).join(", ")}.`);
    if (name === "integration" || name === "e2e") await backends;
    await suite();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  totals.failed += 1;
}
if (totals.failed > 0) process.exitCode = 1;
console.log(
  `\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ""}`,
);
