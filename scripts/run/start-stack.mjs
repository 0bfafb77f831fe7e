import path from "node:path";
import { freePort } from "../process/free-port.mjs";
import { onProcessesChanged, runningProcesses } from "../process/start-process.mjs";
import { createStepLog } from "../process/step-log.mjs";
import { stopOnSignals } from "../process/stop-on-signals.mjs";
import { supervise } from "../process/supervise.mjs";
import { startConsole } from "../programs/start-console.mjs";
import { buildConsole } from "../setup/build-console.mjs";
import { ensureAdmin } from "../setup/ensure-admin.mjs";
import { ensureToken } from "../setup/ensure-token.mjs";
import { generateClient } from "../setup/generate-client.mjs";
import { installDependencies } from "../setup/install-dependencies.mjs";
import { loadSettings } from "../setup/load-settings.mjs";
import { refuseMoved } from "../setup/refuse-moved.mjs";
import { joinBackends } from "./join-backends.mjs";
import { busyPorts, readPorts } from "./ports.mjs";
import { claimDataDir } from "./run-record.mjs";
import { planStack } from "./stack-plan.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const log = console.log;

/**
 * Brings everything up: the console first, then the programs beside it. Returns once each was tried; they run until
 * a signal. Throws an Error that says what failed and what to do, with nothing left running.
 * @param {{ dev: boolean, withDemo: boolean }} options
 */
export async function startStack({ dev, withDemo }) {
  const startedAt = Date.now();
  const { dataDir, databaseUrl } = loadSettings(root);
  refuseMoved(dataDir);
  const ports = readPorts(process.env);
  const jaegerMetricsPort = await freePort();
  const plan = planStack({ env: process.env, ports, dataDir, withDemo, jaegerMetricsPort });
  const record = await claimDataDir({ dataDir, url: plan.consoleUrl, log });
  let stopping = false;
  const isStopping = () => stopping;
  stopOnSignals({
    exitCode: 0,
    onStop: () => {
      stopping = true;
      log("\nStopping ...");
    },
    onStopped: () => {
      record.release();
      log("Stopped; nothing is left running.");
    },
  });
  process.on("exit", record.release);
  onProcessesChanged(() => record.update(runningProcesses()));

  try {
    await runSteps();
  } catch (error) {
    if (!stopping) throw error;
    // The step was cut off by the stop, which ends this process.
    await new Promise(() => {});
  }

  async function runSteps() {
    const step = createStepLog(7, log);
    await step(
      "Ports",
      async () => {
        const busy = await busyPorts(ports, plan.neededPorts);
        if (busy.length > 0) throw new Error(busy.join("\n"));
      },
      () => "free",
    );
    await step("Packages", () => installDependencies({ root, log: () => {} }), installedOrNot("installed"));
    await step(
      "Database",
      async () => {
        await generateClient({ root });
        // Only now: it needs the packages.
        const { migrateDatabase } = await import("../setup/migrate-database.mjs");
        return migrateDatabase({ databaseUrl });
      },
      (applied) => (applied.length > 0 ? `migrated (${applied.join(", ")})` : "up to date"),
    );
    await step(
      "Build",
      () => (dev ? Promise.resolve(false) : buildConsole({ root })),
      dev ? () => "none, this is next dev" : installedOrNot("built"),
    );
    await step(
      "Ingest token",
      () => ensureToken({ root, dataDir, databaseUrl, tokenFile: plan.tokenFile, use: withDemo ? "demo" : "vmagent" }),
      (outcome) => outcome,
    );

    const logFile = plan.logFile("console");
    const start = () =>
      startConsole({
        port: ports.console,
        internalPort: ports.internal,
        dataDir,
        databaseUrl,
        dev,
        logFile,
        env: plan.consoleEnv,
      });
    await step(
      "Console",
      async () => {
        if (!(await supervise({ name: "console", logFile, start, log, isStopping }))) {
          throw new Error(`The console does not start. Its log: ${logFile}`);
        }
      },
      () => "up",
    );
    const admin = await ensureAdmin({ dataDir, databaseUrl });
    log(`\n  ${plan.consoleUrl}   (${((Date.now() - startedAt) / 1000).toFixed(1)} s after the start)\n`);
    if (admin) log(`${howToSignIn(admin)}\n`);
    await step(
      "Programs beside it",
      () => joinBackends({ plan, ports, dataDir, log, isStopping }),
      (complete) => (complete ? "all ready" : "not all ready, see above"),
    );
    log(`Data and logs: ${dataDir}. Stop with Ctrl-C.`);
  }
}

/** @param {string} done @returns {(happened: boolean) => string} */
function installedOrNot(done) {
  return (happened) => (happened ? done : "up to date");
}

/** @param {{ email: string, password: string | null }} admin */
function howToSignIn({ email, password }) {
  if (password === null) return `  Sign in as ${email} with the password of OBS_ADMIN_PASSWORD.`;
  return `  Sign in as  ${email}\n  Password    ${password}\n  Shown this once and kept nowhere; you choose your own at the first sign-in.`;
}
