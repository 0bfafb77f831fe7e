import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMigration } from "../../scripts/setup/create-migration.mjs";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { migrationsDir, schemaFile } from "../../scripts/setup/read-migrations.mjs";
import { createDatabaseClient } from "./client";
import { isDatabaseBusy } from "./is-database-busy";
import { DatabaseBusyError, writeTransaction } from "./write-transaction";

let directory = "";
let databaseUrl = "";

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "obs-db-"));
  databaseUrl = `file:${path.join(directory, "console.db")}`;
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const setting = (key: string) => ({ data: { key, value: "1" } });

/** Runs a script in a second process; resolves with its exit code, stdout goes to `onLine`. */
function runBeside(script: string, onLine: (line: string) => void = () => {}) {
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, databaseUrl], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdout.on("data", (chunk) => onLine(String(chunk).trim()));
  return { child, exited: once(child, "exit").then(([code]) => code as number | null) };
}

test("migrating twice applies once and keeps a real migrations table", async () => {
  const first = await migrateDatabase({ databaseUrl });
  expect(first.length).toBeGreaterThan(0);
  expect(await migrateDatabase({ databaseUrl })).toEqual([]);
  const client = createClient({ url: databaseUrl });
  const { rows } = await client.execute("SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL");
  expect(rows.map((row) => row.migration_name)).toEqual(first);
  expect((await client.execute("PRAGMA journal_mode")).rows[0]?.journal_mode).toBe("wal");
  client.close();
});

test("the migrations make schema.prisma, and a new one holds only what is new", async () => {
  expect(await createMigration({ name: "none" })).toBeUndefined();
  const copy = path.join(directory, "migrations");
  const schema = path.join(directory, "schema.prisma");
  cpSync(migrationsDir, copy, { recursive: true });
  writeFileSync(schema, `${readFileSync(schemaFile, "utf8")}\nmodel Extra {\n  id Int @id\n}\n`);
  const file = await createMigration({ name: "extra", directory: copy, schema });
  const sql = readFileSync(file ?? "", "utf8");
  expect(sql.match(/^(CREATE|ALTER|DROP)/gm)).toEqual(["CREATE"]);
  expect(sql).toContain('CREATE TABLE "Extra"');
});

test("three processes that migrate at the same moment leave one complete database", async () => {
  const module = path.resolve(import.meta.dirname, "../../scripts/setup/migrate-database.mjs");
  const script = `const { migrateDatabase } = await import(${JSON.stringify(module)}); await migrateDatabase({ databaseUrl: process.argv[1] });`;
  const all = [runBeside(script), runBeside(script), runBeside(script)];
  expect(await Promise.all(all.map((process) => process.exited))).toEqual([0, 0, 0]);
  expect(await migrateDatabase({ databaseUrl })).toEqual([]);
});

test("a second process that writes at the same time loses nothing, and neither do we", async () => {
  await migrateDatabase({ databaseUrl });
  const beside = runBeside(`
    const { createClient } = await import("@libsql/client");
    const client = createClient({ url: process.argv[1], timeout: 5000 });
    for (let i = 0; i < 200; i += 1)
      await client.execute({ sql: "INSERT INTO setting VALUES (?, '1', 0)", args: ["beside-" + i] });
  `);
  const client = createDatabaseClient(databaseUrl);
  for (let i = 0; i < 200; i += 1) await writeTransaction((tx) => tx.setting.create(setting(`own-${i}`)), client);
  expect(await beside.exited).toBe(0);
  expect(await client.setting.count()).toBe(400);
  await client.$disconnect();
});

/** A second process that holds the write lock until its stdin closes. */
async function holdLock() {
  let locked: () => void = () => {};
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve;
  });
  const holder = runBeside(
    `
    const { createClient } = await import("@libsql/client");
    const tx = await createClient({ url: process.argv[1] }).transaction("write");
    await tx.execute("INSERT INTO setting VALUES ('held', '1', 0)");
    console.log("locked");
    process.stdin.on("end", () => tx.commit()).resume();
  `,
    locked,
  );
  await isLocked;
  return holder;
}

test("what collided with another writer is tried again, and written once", async () => {
  await migrateDatabase({ databaseUrl });
  const client = createDatabaseClient(databaseUrl);
  const other = createClient({ url: databaseUrl });
  let attempts = 0;
  const key = await writeTransaction(async (tx) => {
    attempts += 1;
    // A read takes a snapshot, which the other's write then makes too old to write on: SQLite refuses at once.
    await tx.setting.count();
    if (attempts < 3)
      await other.execute({ sql: "INSERT INTO setting VALUES (?, '1', 0)", args: [`other-${attempts}`] });
    return (await tx.setting.create(setting(`own-${attempts}`))).key;
  }, client);
  expect(key).toBe("own-3");
  expect((await client.setting.findMany()).map((row) => row.key).sort()).toEqual(["other-1", "other-2", "own-3"]);
  other.close();
  await client.$disconnect();
});

test("what fails for another reason is not tried again", async () => {
  await migrateDatabase({ databaseUrl });
  const client = createDatabaseClient(databaseUrl);
  let attempts = 0;
  const failing = writeTransaction(async (tx) => {
    attempts += 1;
    await tx.setting.create(setting("same"));
    await tx.setting.create(setting("same"));
  }, client);
  await expect(failing).rejects.toThrow(/[Uu]nique/);
  expect(attempts).toBe(1);
  await client.$disconnect();
});

test("a locked database gives a clear error after the wait, writes nothing, and works again once unlocked", async () => {
  await migrateDatabase({ databaseUrl });
  const holder = await holdLock();
  const client = createDatabaseClient(databaseUrl, 20);
  const refused = writeTransaction((tx) => tx.setting.create(setting("refused")), client);
  await expect(refused).rejects.toThrow(DatabaseBusyError);
  expect(await client.setting.findMany()).toEqual([]);
  holder.child.stdin?.end();
  expect(await holder.exited).toBe(0);
  await writeTransaction((tx) => tx.setting.create(setting("later")), client);
  expect((await client.setting.findMany()).map((row) => row.key).sort()).toEqual(["held", "later"]);
  await client.$disconnect();
});

test("a transaction that never got its turn behind another of this process counts as busy", async () => {
  await migrateDatabase({ databaseUrl });
  const client = createDatabaseClient(databaseUrl);
  let end = () => {};
  const isHeld = new Promise<void>((resolve) => {
    end = resolve;
  });
  const slow = client.$transaction(async (tx) => {
    await tx.setting.create(setting("slow"));
    await isHeld;
  });
  const queued = client.$transaction((tx) => tx.setting.create(setting("queued")), { maxWait: 50 });
  const error: unknown = await queued.catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: "P2028" });
  expect(isDatabaseBusy(error)).toBe(true);
  end();
  await slow;
  expect((await client.setting.findMany()).map(({ key }) => key)).toEqual(["slow"]);
  await client.$disconnect();
});

test("migrating a locked database says which file, that nothing changed, and what to do", async () => {
  const name = path.join(directory, "console.db");
  await migrateDatabase({ databaseUrl });
  const client = createClient({ url: databaseUrl });
  await client.execute("DELETE FROM _prisma_migrations");
  await client.execute("DROP TABLE setting");
  await client.execute("CREATE TABLE setting (key, value, updated_at)");
  client.close();
  const holder = await holdLock();
  await expect(migrateDatabase({ databaseUrl, timeoutMs: 20 })).rejects.toThrow(
    `The database ${name} is locked by another process. Nothing was changed.`,
  );
  holder.child.stdin?.end();
  await holder.exited;
});

test("a failure inside the transaction undoes all of it", async () => {
  await migrateDatabase({ databaseUrl });
  const client = createDatabaseClient(databaseUrl);
  const failing = writeTransaction(async (tx) => {
    await tx.setting.create(setting("half"));
    throw new Error("no");
  }, client);
  await expect(failing).rejects.toThrow("no");
  expect(await client.setting.count()).toBe(0);
  await client.$disconnect();
});
