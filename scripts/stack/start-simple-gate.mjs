import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readToken } from "./generate-token.mjs";
import { backendOf, launchOf } from "./launch-of.mjs";
import { root } from "./obtain-backend.mjs";
import { renderSimpleGate, renderTokenMap } from "./render-simple-gate.mjs";
import { startAndWait } from "./start-and-wait.mjs";

/** @param {string | undefined} url @param {string} endpoint */
const endpointUrl = (url, endpoint) =>
  url ? `${url.replace(/\/+$/, "").replace(endpoint, "")}${endpoint}` : undefined;

/**
 * Starts the simple gate on 127.0.0.1: /api/v1/write to VictoriaMetrics and /v1/traces to Jaeger for who has the
 * token. Everything nginx writes lies in `dir`.
 * @param {{ port: number, vmUrl?: string, otlpUrl?: string, tokenFile: string, dir: string,
 *   logFile?: string, backend?: import("./launch-of.mjs").Backend }} options the upstreams' URLs, with or without the endpoint's path;
 *   one that is not given answers 503
 * @returns {Promise<import("./start-and-wait.mjs").Started>}
 */
export async function startSimpleGate({ port, vmUrl, otlpUrl, tokenFile, dir, logFile, backend }) {
  const found = await backendOf("nginx", backend);
  const absolute = path.resolve(dir);
  mkdirSync(path.join(absolute, "temp"), { recursive: true });
  const config = path.join(absolute, "nginx.conf");
  const tokenMap = path.join(absolute, "token.conf");
  writeFileSync(tokenMap, renderTokenMap(readToken(tokenFile)), { mode: 0o600 });
  chmodSync(tokenMap, 0o600);
  const template = readFileSync(path.join(root, "deploy/nginx/gate-simple.conf.template"), "utf8");
  const metricsUrl = endpointUrl(vmUrl, "/api/v1/write");
  const tracesUrl = endpointUrl(otlpUrl, "/v1/traces");
  const runsAsRoot = process.getuid?.() === 0;
  const listen = `127.0.0.1:${port}`;
  writeFileSync(config, renderSimpleGate({ template, dir: absolute, listen, metricsUrl, tracesUrl, runsAsRoot }));
  const args = ["-p", absolute, "-c", config, "-e", path.join(absolute, "error.log")];
  return startAndWait({
    name: "nginx",
    ...launchOf(found, { args, dirs: [absolute], entrypoint: "nginx" }),
    logFile: logFile ?? path.join(absolute, "nginx.log"),
    url: `http://${listen}`,
    readyUrl: `http://${listen}/`,
    accept: (status) => status === 404,
  });
}
