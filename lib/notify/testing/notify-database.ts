import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { db } from "@/lib/db/client";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";

/** Receivers of the tests listen on this host. */
const receivers = { OBS_LOCAL_RECEIVERS: "127.0.0.1" };

/** Points this process at a new, migrated database of its own; call `remove` at the end. For tests. */
export async function useOwnDatabase(more: Record<string, string> = {}) {
  const dir = mkdtempSync(path.join(tmpdir(), "obs-notify-"));
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  const settings = { DATABASE_URL: databaseUrl, OBS_DATA_DIR: dir, OBS_LOG_LEVEL: "silent", ...receivers, ...more };
  // biome-ignore lint/style/noProcessEnv: the settings of a test
  Object.assign(process.env, settings);
  return {
    dir,
    databaseUrl,
    settings,
    remove: async () => {
      await db().$disconnect();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
