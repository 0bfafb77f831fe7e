// `npm run migrate`: brings the database to the newest migration. `npm run migrate -- --new <name>` writes a new
// migration from the changes in prisma/schema.prisma.
import path from "node:path";
import { createMigration } from "./setup/create-migration.mjs";
import { loadSettings } from "./setup/load-settings.mjs";
import { migrateDatabase } from "./setup/migrate-database.mjs";

const root = path.resolve(import.meta.dirname, "..");
const [option, name] = process.argv.slice(2);

try {
  if (option === "--new") {
    const file = await createMigration({ name: name ?? "" });
    console.log(file ? `Written: ${path.relative(root, file)}` : "The schema has no change; nothing written.");
  } else if (option === undefined) {
    const { databaseUrl } = loadSettings(root);
    const applied = await migrateDatabase({ databaseUrl });
    console.log(applied.length > 0 ? `Applied: ${applied.join(", ")}` : "The database is up to date.");
  } else {
    throw new Error(`"${option}" is not known. Use no option, or --new <name>.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
