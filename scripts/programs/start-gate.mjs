import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startAndWait } from "../process/start-and-wait.mjs";
import { readToken } from "../setup/generate-token.mjs";
import { internalSecretFile } from "../setup/internal-secret-file.mjs";
import { root } from "../setup/obtain-backend.mjs";
import { backendOf, launchOf } from "./launch-of.mjs";
import { renderGate, renderNginx } from "./render-gate.mjs";

const logBytesMax = 32 * 1024 * 1024;

/** @param {string | undefined} url @param {string} endpoint */
const endpointUrl = (url, endpoint) =>
  url ? `${url.replace(/\/+$/, "").replace(endpoint, "")}${endpoint}` : undefined;

/** The cache holds tokens, so it lies in memory where the system has such a place. @param {string} dir */
function gateCacheDir(dir) {
  const name = createHash("sha256").update(dir).digest("hex").slice(0, 12);
  return existsSync("/dev/shm") ? `/dev/shm/honeydue-obs-gate-${name}` : path.join(dir, "cache");
}

/** A file that only this user reads. @param {string} file @param {string} text */
function writeSecret(file, text) {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600);
}

/**
 * Starts the gate on 127.0.0.1: /api/v1/write to VictoriaMetrics and /v1/traces to Jaeger for tokens that the console
 * at `internalPort` knows. What nginx writes lies in `<dataDir>/gate`, where the console looks for it; its cache lies
 * in memory and vanishes when the gate is stopped.
 * @param {{ port: number, internalPort: number, dataDir: string, secretFile?: string, vmUrl?: string, otlpUrl?: string, logFile?: string,
 *   backend?: import("./launch-of.mjs").Backend, cacheSeconds?: number, ratePerSecond?: number, rateBurst?: number,
 *   logBytes?: number, workers?: number }} options the upstreams' URLs, with or without the endpoint's path;
 *   `secretFile`: that of the console's internal port, where it is not the one in `dataDir`
 * @returns {Promise<import("../process/start-and-wait.mjs").Started & { cacheDir: string, dir: string }>}
 */
export async function startGate(options) {
  const { port, internalPort, dataDir, vmUrl, otlpUrl, logFile, cacheSeconds, ratePerSecond, rateBurst } = options;
  const found = await backendOf("nginx", options.backend);
  const dir = path.join(path.resolve(dataDir), "gate");
  const [denyDir, logDir, cacheDir] = [path.join(dir, "deny"), path.join(dir, "log"), gateCacheDir(dir)];
  for (const part of [denyDir, logDir, path.join(dir, "temp"), cacheDir]) mkdirSync(part, { recursive: true });
  chmodSync(cacheDir, 0o700);
  const secretFile = path.join(dir, "secret.conf");
  const given = process.env.OBS_INTERNAL_SECRET;
  const secret = readToken(options.secretFile ?? internalSecretFile({ dataDir, given }));
  writeSecret(secretFile, `proxy_set_header X-Gate-Secret "${secret}";\n`);
  const listen = `127.0.0.1:${port}`;
  const gate = renderGate({
    listen: `listen ${listen};`,
    consoleAddress: `127.0.0.1:${internalPort}`,
    metricsUrl: endpointUrl(vmUrl, "/api/v1/write"),
    tracesUrl: endpointUrl(otlpUrl, "/v1/traces"),
    denyDir,
    cacheDir,
    secretFile,
    logFile: path.join(logDir, "access.log"),
    cacheSeconds,
    ratePerSecond,
    rateBurst,
  });
  const config = path.join(dir, "nginx.conf");
  writeFileSync(path.join(dir, "gate.conf"), gate);
  writeFileSync(config, renderNginx({ dir, runsAsRoot: process.getuid?.() === 0, workers: options.workers }));

  const script = path.join(root, "deploy/nginx/run-gate.sh");
  const bounded = [script, logDir, String(options.logBytes ?? logBytesMax)];
  const args = ["-p", dir, "-c", config, "-e", path.join(logDir, "error.log")];
  const dirs = [dir, cacheDir, path.dirname(script)];
  const launch =
    found.via === "docker"
      ? launchOf(found, { args: [...bounded, "nginx", ...args], dirs, entrypoint: "sh" })
      : { command: "sh", args: [...bounded, found.command, ...args] };
  const started = await startAndWait({
    name: "nginx",
    ...launch,
    logFile: logFile ?? path.join(logDir, "nginx.log"),
    url: `http://${listen}`,
    readyUrl: `http://${listen}/_gate/ready`,
    accept: (status) => status === 404,
  });
  const stop = async () => {
    await started.stop();
    rmSync(cacheDir, { recursive: true, force: true });
  };
  return { ...started, stop, cacheDir, dir };
}
