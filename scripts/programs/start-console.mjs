import path from "node:path";
import { startAndWait } from "../process/start-and-wait.mjs";
import { generateSecret } from "../setup/generate-secret.mjs";

const root = path.resolve(import.meta.dirname, "../..");

/**
 * The plan's machine is small. Measured with fifty viewers: 366 MiB resident with the heap cap alone, 263 MiB with one
 * malloc arena (glibc's default keeps one per thread and core, each fragmented) and a small young generation too.
 */
const smallMemory = () => ({
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --max-old-space-size=160 --max-semi-space-size=4`.trim(),
  MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? "1",
});

/**
 * Starts the console on 127.0.0.1: the standalone build, or `next dev`. It is ready once /api/health answers.
 * @param {{ port: number, internalPort: number, dataDir: string, databaseUrl: string, dev?: boolean,
 *   logFile?: string, env?: Record<string, string | undefined> }} options `env`: its other settings
 * @returns {Promise<import("../process/start-and-wait.mjs").Started>}
 */
export function startConsole({ port, internalPort, dataDir, databaseUrl, dev = false, logFile, env = {} }) {
  const url = `http://127.0.0.1:${port}`;
  generateSecret(dataDir);
  const server = dev
    ? ["node_modules/next/dist/bin/next", "dev", "--hostname", "127.0.0.1", "--port", String(port)]
    : [".next/standalone/server.js"];
  return startAndWait({
    name: "console",
    wholeEnv: true,
    command: process.execPath,
    args: server,
    cwd: root,
    env: {
      NODE_ENV: dev ? "development" : "production",
      ...(dev ? {} : smallMemory()),
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
