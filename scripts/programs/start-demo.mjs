import path from "node:path";
import { startAndWait } from "../process/start-and-wait.mjs";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Starts the workload that imitates the honeyDue API on 127.0.0.1 (/metrics, /api/health/, /demo/faults).
 * @param {{ port: number, otlpUrl: string, tokenFile: string, requestsPerSecond?: number, logFile?: string,
 *   env?: Record<string, string> }} options `otlpUrl` is the full URL that ends in /v1/traces
 * @returns {Promise<import("../process/start-and-wait.mjs").Started>}
 */
export function startDemo({ port, otlpUrl, tokenFile, requestsPerSecond = 5, logFile, env = {} }) {
  const url = `http://127.0.0.1:${port}`;
  return startAndWait({
    name: "demo",
    command: process.execPath,
    args: ["--max-old-space-size=96", "--import", "tsx", "demo/main.ts"],
    cwd: root,
    env: {
      // Settings of the workload that somebody gave.
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith("DEMO_"))),
      DEMO_PORT: String(port),
      DEMO_OTLP_URL: otlpUrl,
      DEMO_TOKEN_FILE: tokenFile,
      DEMO_REQUESTS_PER_SECOND: String(requestsPerSecond),
      ...env,
    },
    logFile,
    url,
    readyUrl: `${url}/api/health/`,
  });
}
