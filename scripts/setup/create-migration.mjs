import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { migrateDatabase } from "./migrate-database.mjs";
import { migrationsDir, schemaFile } from "./read-migrations.mjs";
import { withSchemaEngine } from "./schema-engine.mjs";

const lockfile = `# Written by scripts/migrate.mjs; keep it in version control.\nprovider = "sqlite"\n`;
const filters = { externalTables: [], externalEnums: [] };

/**
 * Writes `prisma/migrations/<time>_<name>/migration.sql`: what leads from the present migrations to schema.prisma.
 * Nothing is applied to any database but a temporary one.
 * @param {{ name: string, directory?: string, schema?: string, now?: Date }} options
 * @returns {Promise<string | undefined>} the new file, or undefined when the schema has no change
 */
export async function createMigration({ name, directory = migrationsDir, schema = schemaFile, now = new Date() }) {
  if (!/^[a-z0-9_]{1,60}$/.test(name)) throw new Error(`"${name}": a migration's name takes a-z, 0-9 and "_".`);
  const temporary = mkdtempSync(path.join(tmpdir(), "obs-migration-"));
  try {
    // From a database that has them, not from the migrations themselves: the engine would replay those in a shadow
    // database in memory, where libsql runs only the first statement of each.
    const databaseUrl = `file:${path.join(temporary, "present.db")}`;
    const files = [{ path: schema, content: readFileSync(schema, "utf8") }];
    await migrateDatabase({ databaseUrl, directory });
    const sql = await withSchemaEngine({ databaseUrl, timeoutMs: 5000 }, async (engine) => {
      const from = /** @type {const} */ ({ tag: "schemaDatasource", files, configDir: path.dirname(schema) });
      const to = /** @type {const} */ ({ tag: "schemaDatamodel", files });
      // Exit code 2 says that there is a difference.
      const { exitCode, stdout } = await engine.diff({ from, to, script: true, exitCode: true, filters });
      return exitCode === 2 ? stdout : null;
    });
    if (sql === null) return undefined;
    const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
    const file = path.join(directory, `${stamp}_${name}`, "migration.sql");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(path.join(directory, "migration_lock.toml"), lockfile);
    writeFileSync(file, sql);
    return file;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
