import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createDatabaseClient } from "@/lib/db/client";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { digestToken, generateToken } from "../format";

/** A migrated database in a directory of its own, for tests. */
export async function createTokenDatabase() {
  const directory = mkdtempSync(path.join(tmpdir(), "obs-tokens-"));
  const databaseUrl = `file:${path.join(directory, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  const client = createDatabaseClient(databaseUrl);
  const remove = async () => {
    await client.$disconnect();
    rmSync(directory, { recursive: true, force: true });
  };
  return { directory, databaseUrl, client, remove };
}

/** Stores `count` tokens directly, without the use cases, for tests of size; returns the tokens in order. */
export async function storeTokens(client: ReturnType<typeof createDatabaseClient>, count: number, seq = 1) {
  const made = Array.from({ length: count }, () => generateToken());
  const rows = made.map(({ token, publicId }) => [publicId, digestToken(token)]);
  // One statement: row by row, the 50,000 of a test would take a minute.
  await client.$executeRaw`
    INSERT INTO token (public_id, name, format, digest, scopes, created_at, created_by, change_seq)
    SELECT value ->> 0, 'token ' || (value ->> 0), 'hdobs', value ->> 1, 'metrics:write', '2026-01-01T00:00:00.000+00:00', 'test', ${seq}
    FROM json_each(${JSON.stringify(rows)})`;
  await client.tokenClock.upsert({ where: { id: 1 }, create: { id: 1, seq }, update: { seq } });
  return made;
}
