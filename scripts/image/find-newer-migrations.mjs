import { existsSync } from "node:fs";
import { databaseFile } from "../setup/migrate-database.mjs";

/**
 * Migrations that the database has and this release does not know: then it is newer, and this release must not run on
 * it. Empty for a new database. Throws as libsql does.
 * @param {string} databaseUrl @param {readonly string[]} known
 * @returns {Promise<string[]>} names, oldest first
 */
export async function findNewerMigrations(databaseUrl, known) {
  if (!existsSync(databaseFile(databaseUrl))) return [];
  const { createClient } = await import("@libsql/client");
  const client = createClient({ url: `file:${databaseFile(databaseUrl)}`, timeout: 5000 });
  try {
    const tables = await client.execute("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'");
    if (tables.rows.length === 0) return [];
    const applied = await client.execute("SELECT migration_name FROM _prisma_migrations ORDER BY migration_name");
    return applied.rows.map((row) => String(row.migration_name)).filter((name) => !known.includes(name));
  } finally {
    client.close();
  }
}
