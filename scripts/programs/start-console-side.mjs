import { startAndWait } from "../process/start-and-wait.mjs";
import { root } from "../setup/obtain-backend.mjs";

/**
 * Starts only what the gate needs of the console (its internal port, the log's reading): no pages, no build.
 * @param {{ internalPort: number, dataDir: string, databaseUrl: string, logFile?: string,
 *   env?: Record<string, string> }} options
 * @returns {Promise<import("../process/start-and-wait.mjs").Started>}
 */
export function startConsoleSide({ internalPort, dataDir, databaseUrl, logFile, env = {} }) {
  const url = `http://127.0.0.1:${internalPort}`;
  return startAndWait({
    name: "console side",
    wholeEnv: true,
    command: process.execPath,
    args: ["--conditions=react-server", "--import", "tsx", "lib/gate/testing/console-side.ts"],
    cwd: root,
    env: {
      NODE_ENV: "production",
      OBS_INTERNAL_PORT: String(internalPort),
      OBS_DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      ...env,
    },
    logFile,
    url,
    // Without the secret, which says as much: it answers.
    readyUrl: `${url}/metrics`,
    accept: (status) => status === 401,
    deadlineMs: 60_000,
  });
}
