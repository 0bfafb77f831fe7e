import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { sendRequest } from "@/lib/upstream/send-request";
import { freePort } from "@/scripts/process/free-port.mjs";
import { stopEverything } from "@/scripts/process/start-process.mjs";
import { startVictoriaMetrics } from "@/scripts/programs/start-victoria-metrics.mjs";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";

type Started = Awaited<ReturnType<typeof startVictoriaMetrics>>;

/**
 * For a test file about figures: starts an empty VictoriaMetrics and a migrated database of its own, leaves Jaeger's
 * address unserved, and sets the environment that points the code under test at them (`settings` are added on top).
 * Call it once at the top of the file, before anything reads a setting. `importSamples` writes history at once; nothing
 * has to be scraped or waited for.
 */
export function ownMetrics(
  settings: Record<string, string> = {},
  { selfScrapeSeconds }: { selfScrapeSeconds?: number } = {},
) {
  const dir = mkdtempSync(path.join(tmpdir(), "obs-metrics-"));
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  let started: Started | undefined;
  const running = () => {
    if (!started) throw new Error("VictoriaMetrics runs from beforeAll on.");
    return started;
  };

  beforeAll(async () => {
    await migrateDatabase({ databaseUrl });
    started = await startVictoriaMetrics({ port: await freePort(), dataDir: path.join(dir, "vm"), selfScrapeSeconds });
    // biome-ignore lint/style/noProcessEnv: the settings of a test
    Object.assign(process.env, {
      VICTORIAMETRICS_URL: started.url,
      JAEGER_URL: `http://127.0.0.1:${await freePort()}`,
      DATABASE_URL: databaseUrl,
      OBS_DATA_DIR: dir,
      OBS_DENY_DIR: path.join(dir, "deny"),
      OBS_LOG_LEVEL: "silent",
      ...settings,
    });
  });
  afterAll(async () => {
    await stopEverything();
    rmSync(dir, { recursive: true, force: true });
  });

  return {
    dir,
    databaseUrl,
    url: () => running().url,
    pid: () => running().process.pid,
    stop: () => running().stop(),
    /** Imports samples in Prometheus' text format; resolves once they can be queried. Throws when they are refused. */
    importSamples: async (samples: string): Promise<void> => {
      const { url } = running();
      const target = { source: "victoriametrics", timeoutMs: 20_000 } as const;
      const importUrl = `${url}/api/v1/import/prometheus`;
      const answer = await sendRequest({ ...target, url: importUrl, method: "POST", body: samples });
      if (answer.status !== 204) throw new Error(`VictoriaMetrics answered ${answer.status}.`);
      await running().flush();
    },
  };
}
