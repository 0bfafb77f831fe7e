import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../scripts/process/free-port.mjs";
import { startConsole } from "../../scripts/programs/start-console.mjs";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";

/**
 * A console with nothing beside it, for what needs no figures: its own database, settings of the test's choice, and
 * a restart on the same data.
 */
export async function startLoneConsole(settings: (url: string) => Record<string, string> = () => ({})) {
  const dataDir = await mkdtemp(path.join(tmpdir(), "obs-lone-"));
  const databaseUrl = `file:${path.join(dataDir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  const ports = { port: await freePort(), internalPort: await freePort() };
  const url = `http://127.0.0.1:${ports.port}`;
  const beside = { VICTORIAMETRICS_URL: "http://127.0.0.1:1", JAEGER_URL: "http://127.0.0.1:1" };
  const logFile = path.join(dataDir, "console.log");
  const start = () => startConsole({ ...ports, dataDir, databaseUrl, logFile, env: { ...beside, ...settings(url) } });
  let running = await start();
  return {
    url,
    dataDir,
    databaseUrl,
    logFile,
    internalUrl: `http://127.0.0.1:${ports.internalPort}`,
    pid: () => running.process.pid,
    restart: async () => {
      await running.stop();
      running = await start();
    },
    stop: async () => {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
