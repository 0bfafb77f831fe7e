// One word of places.conf for a stack that `npm start` runs: box.mjs WORD, in its data directory. migrate.sh runs it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { waitForHttp } from "../process/wait-for-http.mjs";
import { backendOf } from "../programs/launch-of.mjs";
import { readPorts } from "../run/ports.mjs";
import { startOf } from "../run/run-record.mjs";
import { runWord } from "./run-word.mjs";
import { storeWords } from "./store-words.mjs";
import { verifyGate } from "./verify-gate.mjs";

const dir = process.cwd();
const at = (/** @type {string} */ name) => path.join(dir, name);
/** Other ports of this box, where two are on one machine: NAME=VALUE a line; it stays with its box. */
const own = existsSync(at("start.env")) ? readFileSync(at("start.env"), "utf8") : "";
const env = {
  ...process.env,
  ...Object.fromEntries([...own.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])),
};
const ports = readPorts(env);
const metricsUrl = env.VICTORIAMETRICS_URL || `http://127.0.0.1:${ports.victoriaMetrics}`;
const tracesUrl = env.JAEGER_URL || `http://127.0.0.1:${ports.jaeger}`;

/** The `npm start` that has this directory; 0 when none runs. */
function runningPid() {
  if (!existsSync(at("run.json"))) return 0;
  /** @type {{ pid: number, startedAt: string }} */
  const { pid, startedAt } = JSON.parse(readFileSync(at("run.json"), "utf8"));
  return startedAt !== "" && startOf(pid) === startedAt ? pid : 0;
}
/** The gate that passes on after a move, without the rest of the stack. */
function gatePid() {
  const pid = existsSync(at("gate/nginx.pid")) ? Number(readFileSync(at("gate/nginx.pid"), "utf8")) : 0;
  return pid > 1 && startOf(pid) !== "" ? pid : 0;
}
const nginxArgs = ["-p", at("gate"), "-c", at("gate/nginx.conf"), "-e", at("gate/log/error.log")];
const nginx = async () => {
  const found = await backendOf("nginx", undefined);
  if (found.via === "docker") throw new Error("A gate in a container cannot be told to pass on; install nginx.");
  return found.command;
};
/** @param {number} pid */
async function end(pid) {
  process.kill(pid, "SIGTERM");
  for (const until = Date.now() + 60_000; startOf(pid) !== "" && Date.now() < until; ) await sleep(50);
}

/** @type {Record<string, () => Promise<void>>} */
const words = {
  stop: async () => {
    const pid = runningPid();
    if (pid > 0) await end(pid);
  },
  stopped: async () => {
    if (runningPid() > 0) throw new Error("npm start runs on this directory.");
  },
  start: async () => {
    if (runningPid() > 0) return;
    if (gatePid() > 0) await end(gatePid());
    const log = openSync(at("start.log"), "a", 0o600);
    const script = path.resolve(import.meta.dirname, "../start.mjs");
    const started = { cwd: path.dirname(path.dirname(script)), env: { ...env, OBS_DATA_DIR: dir }, detached: true };
    spawn(process.execPath, [script], { ...started, stdio: ["ignore", log, log] }).unref();
    await waitForHttp(`http://127.0.0.1:${ports.console}/api/health`, { deadlineMs: 300_000 });
    await waitForHttp(`http://127.0.0.1:${ports.gate}/_gate/ready`, {
      deadlineMs: 60_000,
      accept: (status) => status === 404,
    });
    await waitForHttp(`${tracesUrl}/api/services`, { deadlineMs: 60_000 });
  },
  verify: () => verifyGate({ gateUrl: `http://127.0.0.1:${ports.gate}`, tokenFile: at("gate-token/token") }),
  ...storeWords({
    urls: () => ({ metricsUrl, tracesUrl }),
    metricsDir: at("victoria-metrics"),
    tracesDir: at("jaeger"),
  }),
  "gate-test": async () => {
    const { status, stderr } = spawnSync(await nginx(), [...nginxArgs, "-t"]);
    if (status !== 0) throw new Error(String(stderr));
  },
  "gate-reload": async () => {
    if (gatePid() > 0) return void process.kill(gatePid(), "SIGHUP");
    spawn(await nginx(), nginxArgs, { detached: true, stdio: "ignore" }).unref();
    await waitForHttp(`http://127.0.0.1:${ports.gate}/`, { deadlineMs: 10_000, accept: () => true });
  },
};

await runWord(words);
