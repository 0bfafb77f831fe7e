// A box in small for tests of migrate.sh: VictoriaMetrics, Jaeger, the gate and the console's side in one directory, on
// ports of its own (box.json). move-box.mjs WORD, in the box's directory; the words are those of move-places.conf.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runWord } from "../../scripts/move/run-word.mjs";
import { storeWords } from "../../scripts/move/store-words.mjs";
import { verifyGate } from "../../scripts/move/verify-gate.mjs";
import { stopGroup } from "../../scripts/process/process-group.mjs";
import { startConsoleSide } from "../../scripts/programs/start-console-side.mjs";
import { startGate } from "../../scripts/programs/start-gate.mjs";
import { startJaeger } from "../../scripts/programs/start-jaeger.mjs";
import { startVictoriaMetrics } from "../../scripts/programs/start-victoria-metrics.mjs";
import { startOf } from "../../scripts/run/run-record.mjs";

const root = process.cwd();
const at = (/** @type {string} */ name) => path.join(root, name);
/** @typedef {"metrics" | "traces" | "side" | "gate"} Part */
/** @typedef {Partial<Record<Part, { pid: number, startedAt: string }>>} Pids */

/** @returns {{ vm: number, query: number, otlp: number, internal: number, gate: number }} */
const ports = () => JSON.parse(readFileSync(at("box.json"), "utf8"));
const url = (/** @type {number} */ port) => `http://127.0.0.1:${port}`;
/** @returns {Pids} */
const pids = () => (existsSync(at("pids.json")) ? JSON.parse(readFileSync(at("pids.json"), "utf8")) : {});
/** @param {Part} name */
const runs = (name) => {
  const known = pids()[name];
  return known !== undefined && known.startedAt !== "" && startOf(known.pid) === known.startedAt;
};
const stores = /** @type {const} */ (["metrics", "traces", "side"]);

/** @type {Record<Part, () => Promise<import("../../scripts/process/start-and-wait.mjs").Started>>} */
const starters = {
  metrics: () => startVictoriaMetrics({ port: ports().vm, dataDir: at("vm"), logFile: at("logs/vm.log") }),
  traces: () =>
    startJaeger({
      queryPort: ports().query,
      otlpPort: ports().otlp,
      dataDir: at("jaeger"),
      logFile: at("logs/jaeger.log"),
    }),
  side: () =>
    startConsoleSide({
      internalPort: ports().internal,
      dataDir: at("console"),
      databaseUrl: `file:${at("console/console.db")}`,
      logFile: at("logs/side.log"),
      env: { INGEST_PUBLIC_URL: url(ports().gate), OBS_GATE_CANARY_SECONDS: "5" },
    }),
  gate: () =>
    startGate({
      port: ports().gate,
      internalPort: ports().internal,
      dataDir: at("console"),
      vmUrl: url(ports().vm),
      otlpUrl: url(ports().otlp),
      logFile: at("logs/gate.log"),
      ratePerSecond: 1000,
    }),
};

/** @type {Record<string, () => Promise<void>>} */
const words = {
  start: async () => {
    mkdirSync(at("logs"), { recursive: true });
    const start = async (/** @type {Part} */ name) => {
      if (runs(name)) return;
      const { process: started } = await starters[name]();
      const known = { ...pids(), [name]: { pid: started.pid, startedAt: startOf(started.pid) } };
      writeFileSync(at("pids.json"), JSON.stringify(known));
    };
    await Promise.all(stores.map(start));
    await start("gate");
  },
  stop: async () => {
    for (const name of stores) if (runs(name)) await stopGroup(pids()[name]?.pid ?? 0);
  },
  stopped: async () => {
    const running = stores.filter(runs);
    if (running.length > 0) throw new Error(`${running.join(", ")} still run.`);
  },
  destroy: async () => {
    for (const name of /** @type {Part[]} */ ([...stores, "gate"]))
      if (runs(name)) await stopGroup(pids()[name]?.pid ?? 0);
  },
  verify: () => verifyGate({ gateUrl: url(ports().gate), tokenFile: at("console/token") }),
  ...storeWords({
    urls: () => ({ metricsUrl: url(ports().vm), tracesUrl: url(ports().query) }),
    metricsDir: at("vm"),
    tracesDir: at("jaeger"),
  }),
};

await runWord(words);
