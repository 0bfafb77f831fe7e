import "server-only";
import { vi } from "vitest";
import { createTokenDatabase } from "./token-database";

/**
 * Points this process's database, deny files and key ring at a directory of its own, before anything reads the
 * environment. Call it at the top of a test file, and `remove` when done.
 */
export async function useTokenDatabase() {
  const database = await createTokenDatabase();
  vi.stubEnv("OBS_DATA_DIR", database.directory);
  vi.stubEnv("OBS_DENY_DIR", `${database.directory}/deny`);
  vi.stubEnv("DATABASE_URL", database.databaseUrl);
  vi.stubEnv("OBS_LOG_LEVEL", "silent");
  return database;
}
