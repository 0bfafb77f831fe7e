import path from "node:path";
import { generateSecret } from "./generate-secret.mjs";
import { startAndWait } from "./start-and-wait.mjs";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * Starts the console on 127.0.0.1: the standalone build, or `next dev`. It is ready once /api/health answers.
 * @param {{ port: number, internalPort: number, dataDir: string, databaseUrl: string, dev?: boolean,
 *   logFile?: string, env?: Record<string, string | undefined> }} options `env`: its other settings
 * @returns {Promise<import("./start-and-wait.mjs").Started>}
 */
export function startConsole({ port, internalPort, dataDir, databaseUrl, dev = false, logFile, env = {} }) {
  const url = `http://127.0.0.1:${port}`;
  generateSecret(dataDir);
  const server = dev
    ? ["node_modules/next/dist/bin/next", "dev", "--hostname", "127.0.0.1", "--port", String(port)]
    : [".next/standalone/server.js"];
  return startAndWait({
    name: "console",
    command: process.execPath,
    args: server,
    cwd: root,
    env: {
      NODE_ENV: dev ? "development" : "production",
      // The plan's machine is small: the heap stays below this, the process below 256 MB.
      ...(dev ? {} : { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --max-old-space-size=192`.trim() }),
      HOSTNAME: "127.0.0.1",
      PORT: String(port),
      OBS_INTERNAL_PORT: String(internalPort),
      OBS_DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
    },
    logFile,
    url,
    readyUrl: `${url}/api/health`,
    accept: (status) => status < 500,
    deadlineMs: 60_000,
  });
}
