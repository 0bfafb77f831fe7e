import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "../process/free-port.mjs";
import { startConsole } from "../programs/start-console.mjs";
import { startDemo } from "../programs/start-demo.mjs";
import { startGate } from "../programs/start-gate.mjs";
import { startJaeger } from "../programs/start-jaeger.mjs";
import { startVictoriaMetrics } from "../programs/start-victoria-metrics.mjs";
import { startVmagent } from "../programs/start-vmagent.mjs";
import { writeTargets } from "../programs/write-scrape-config.mjs";
import { ensureToken } from "../setup/ensure-token.mjs";
import { internalSecretFile } from "../setup/internal-secret-file.mjs";
import { migrateDatabase } from "../setup/migrate-database.mjs";
import { claimDataDir } from "./run-record.mjs";

const root = path.resolve(import.meta.dirname, "../..");

/** @typedef {"victoriametrics" | "jaeger" | "gate" | "vmagent" | "demo" | "console"} PartName */
/**
 * What a part can be started with otherwise than it usually is: a fault of its own.
 * @typedef {{ flags?: string[], otlpPort?: number, scrapeIntervalSeconds?: number, targetsFile?: string, tokenFile?: string,
 *   requestsPerSecond?: number, env?: Record<string, string> }} Otherwise
 */

/** Who can sign in to every such stack. */
export const stackAdmin = { email: "admin@stack.test", password: "the-admin-of-the-stack" };

/**
 * A different free port for each name.
 * @template {string} Name
 * @param {readonly Name[]} names
 * @returns {Promise<Record<Name, number>>}
 */
async function portsFor(names) {
  const ports = new Set();
  while (ports.size < names.length) ports.add(await freePort());
  return /** @type {Record<Name, number>} */ (
    Object.fromEntries(names.map((name, index) => [name, [...ports][index]]))
  );
}

/**
 * Starts everything that `npm start` starts, on free ports and in a directory of its own, for journeys and benchmarks.
 * @param {{ dir: string, scrapeIntervalSeconds?: number, requestsPerSecond?: number, verdictWindowSeconds?: number,
 *   consoleEnv?: Record<string, string>, prepareDatabase?: (databaseUrl: string) => Promise<void> }} options
 */
export async function startFullStack({
  dir,
  scrapeIntervalSeconds = 1,
  requestsPerSecond = 30,
  verdictWindowSeconds = 20,
  consoleEnv = {},
  prepareDatabase = async () => {},
}) {
  mkdirSync(dir, { recursive: true });
  const kernelLogFile = path.join(dir, "kernel.jsonl");
  writeFileSync(kernelLogFile, "");
  const ports = await portsFor([
    "vm",
    "query",
    "otlp",
    "jaegerMetrics",
    "gate",
    "vmagent",
    "demo",
    "control",
    "console",
    "internal",
  ]);
  const at = (/** @type {keyof typeof ports} */ name) => `http://127.0.0.1:${ports[name]}`;
  const tokenFile = path.join(dir, "token");
  const targetsFile = path.join(dir, "targets.json");
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  const secretFile = internalSecretFile({ dataDir: dir, given: consoleEnv.OBS_INTERNAL_SECRET });
  writeTargets(targetsFile, [`127.0.0.1:${ports.demo}`]);
  await migrateDatabase({ databaseUrl });
  await prepareDatabase(databaseUrl);
  await ensureToken({ root, dataDir: dir, databaseUrl, tokenFile });

  /** @type {Record<PartName, (own?: Otherwise) => Promise<import("../process/start-and-wait.mjs").Started>>} */
  const starters = {
    victoriametrics: (own = {}) =>
      startVictoriaMetrics({
        port: ports.vm,
        dataDir: path.join(dir, "victoria-metrics"),
        selfScrapeSeconds: 1,
        scrapeConsole: {
          internalAddress: `127.0.0.1:${ports.internal}`,
          secretFile,
          jaegerAddress: `127.0.0.1:${ports.jaegerMetrics}`,
        },
        ...own,
      }),
    jaeger: (own = {}) =>
      startJaeger({
        queryPort: ports.query,
        otlpPort: ports.otlp,
        metricsPort: ports.jaegerMetrics,
        dataDir: path.join(dir, "jaeger"),
        ...own,
      }),
    gate: () =>
      startGate({
        port: ports.gate,
        vmUrl: at("vm"),
        otlpUrl: at("otlp"),
        internalPort: ports.internal,
        secretFile,
        dataDir: dir,
        ratePerSecond: 1000,
      }),
    demo: ({ env, ...own } = {}) =>
      startDemo({
        port: ports.demo,
        otlpUrl: `${at("gate")}/v1/traces`,
        tokenFile,
        requestsPerSecond,
        logFile: path.join(dir, "demo.log"),
        ...own,
        env: { DEMO_CONTROL_PORT: String(ports.control), DEMO_BATCH_DELAY_MS: "500", ...env },
      }),
    vmagent: (own = {}) =>
      startVmagent({
        port: ports.vmagent,
        remoteWriteUrl: `${at("gate")}/api/v1/write`,
        tokenFile,
        scrapeIntervalSeconds,
        targetsFile,
        dataDir: path.join(dir, "vmagent"),
        ...own,
      }),
    console: () =>
      startConsole({
        port: ports.console,
        internalPort: ports.internal,
        dataDir: dir,
        databaseUrl,
        logFile: path.join(dir, "console.log"),
        env: {
          VICTORIAMETRICS_URL: at("vm"),
          JAEGER_URL: at("query"),
          INGEST_PUBLIC_URL: at("gate"),
          OBS_VICTORIAMETRICS_DATA: path.join(dir, "victoria-metrics"),
          OBS_JAEGER_DATA: path.join(dir, "jaeger"),
          OBS_JAEGER_METRICS_URL: `${at("jaegerMetrics")}/metrics`,
          API_HEALTH_URL: `${at("demo")}/api/health/`,
          OBS_SCRAPE_INTERVAL_SECONDS: String(scrapeIntervalSeconds),
          OBS_VERDICT_WINDOW_SECONDS: String(verdictWindowSeconds),
          OBS_TRACE_SAMPLING_RATIO: "1",
          // Not the machine's own kernel log: what others had killed on it is no part of a journey.
          OBS_KERNEL_LOG_FILE: kernelLogFile,
          // Receivers of the journeys listen on this host.
          OBS_LOCAL_RECEIVERS: "127.0.0.1",
          OBS_ADMIN_EMAIL: stackAdmin.email,
          OBS_ADMIN_PASSWORD: stackAdmin.password,
          ...consoleEnv,
        },
      }),
  };

  /** @type {Partial<Record<PartName, import("../process/start-and-wait.mjs").Started>>} */
  const parts = {};
  // As `npm start` does: the console finds the programs beside it by this record.
  const record = await claimDataDir({ dataDir: dir, url: at("console"), log: () => {} });
  /** @param {PartName} name @param {Otherwise} [own] */
  const start = async (name, own) => {
    parts[name] = await starters[name](own);
    record.update(Object.values(parts).map(({ process: { name: program, pid } }) => ({ name: program, pid })));
  };
  /** Ends one part the hard way, as a crash would. @param {PartName} name */
  const kill = async (name) => {
    const part = parts[name];
    if (!part) return;
    process.kill(-part.process.pid, "SIGKILL");
    await part.process.exited;
  };
  const stop = async () => {
    await Promise.all(Object.values(parts).map((part) => part.stop()));
    record.release();
  };

  /** Waits for all of them, so that none is still starting when the others are stopped. @param {PartName[]} names */
  const startAll = async (...names) => {
    for (const outcome of await Promise.allSettled(names.map((name) => start(name)))) {
      if (outcome.status === "rejected") throw outcome.reason;
    }
  };

  try {
    await startAll("victoriametrics", "jaeger", "console");
    // A gate that knows no token yet and has nobody to ask would make its senders wait.
    await start("gate");
    await startAll("demo", "vmagent");
  } catch (error) {
    await stop();
    throw error;
  }
  const urls = {
    console: at("console"),
    victoriametrics: at("vm"),
    jaeger: at("query"),
    gate: at("gate"),
    vmagent: at("vmagent"),
    demo: at("demo"),
    control: at("control"),
    internal: at("internal"),
  };
  return {
    urls,
    dir,
    databaseUrl,
    targetsFile,
    tokenFile,
    secretFile,
    pidOf: (/** @type {PartName} */ name) => parts[name]?.process.pid,
    start,
    kill,
    stop,
  };
}
