import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { migrationsDir, readMigrations } from "./read-migrations.mjs";
import { withSchemaEngine } from "./schema-engine.mjs";
import { withFileLock } from "./with-file-lock.mjs";

/**
 * Path of the file behind a `file:` URL, absolute or relative to the working directory. Throws for any other URL.
 * @param {string} databaseUrl
 */
export function databaseFile(databaseUrl) {
  if (!databaseUrl.startsWith("file:")) throw new Error(`DATABASE_URL must start with "file:", not "${databaseUrl}".`);
  return databaseUrl.startsWith("file://") ? fileURLToPath(databaseUrl) : path.resolve(databaseUrl.slice(5));
}

/**
 * Applies the migrations that the database does not have yet and sets WAL, so that a reader never blocks a writer.
 * Safe to run again and beside a running console. Throws an Error with the file, the reason and what to do.
 * @param {{ databaseUrl: string, directory?: string, timeoutMs?: number }} options `timeoutMs`: how long to wait for
 *   another process's lock
 * @returns {Promise<string[]>} names of the migrations applied now
 */
export async function migrateDatabase({ databaseUrl, directory = migrationsDir, timeoutMs = 5000 }) {
  const file = databaseFile(databaseUrl);
  const url = `file:${file}`;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const migrationsList = readMigrations(directory);
  const apply = async () => {
    const { appliedMigrationNames } = await withSchemaEngine({ databaseUrl: url, timeoutMs }, (engine) =>
      engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
    );
    await setWriteAheadLog(url, timeoutMs);
    return appliedMigrationNames;
  };
  const onBusy = () => new Error("another process migrates it at this moment. Run this again when it has ended.");
  try {
    // The engine takes no lock of its own on SQLite: two at once would both apply the same migration.
    return await withFileLock({ lockFile: `${file}.migrate-lock`, timeoutMs: timeoutMs + 5000, onBusy }, apply);
  } catch (error) {
    throw new Error(explain(file, error), { cause: error });
  }
}

/** The journal mode is kept in the file, so once is enough. @param {string} url @param {number} timeoutMs */
async function setWriteAheadLog(url, timeoutMs) {
  const { createClient } = await import("@libsql/client");
  const client = createClient({ url, timeout: timeoutMs });
  try {
    const current = await client.execute("PRAGMA journal_mode");
    if (current.rows[0]?.journal_mode !== "wal") await client.execute("PRAGMA journal_mode = WAL");
  } finally {
    client.close();
  }
}

/** @param {string} file @param {unknown} error */
function explain(file, error) {
  const reason = error instanceof Error ? error.message : String(error);
  if (/locked|busy|SocketTimeout|timed out/i.test(`${reason} ${JSON.stringify(error)}`)) {
    return `The database ${file} is locked by another process. Nothing was changed. Stop what writes to it, then run this again.`;
  }
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "P3009") {
    return `The database ${file} was left half migrated by a run that was cut off. Restore it from a backup, or delete it when it holds nothing you need. (${reason.split("\n")[1]})`;
  }
  return `The database ${file} cannot be migrated: ${reason.split("\n")[0]}`;
}
