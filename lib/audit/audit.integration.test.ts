import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { writeTransaction } from "@/lib/db/write-transaction";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { recordAudit } from "./record-audit";
import { verifyAudit } from "./verify-audit";

const dir = mkdtempSync(path.join(tmpdir(), "obs-audit-"));
const databaseUrl = `file:${path.join(dir, "console.db")}`;
const headFile = path.join(dir, "audit-head.json");
const actor: Actor = {
  kind: "user",
  userId: "u1",
  email: "ops@example.com",
  role: "admin",
  sessionId: "s1",
  steppedUpAtMs: null,
};

async function sql(...statements: string[]): Promise<void> {
  const client = createClient({ url: databaseUrl, timeout: 5000 });
  for (const statement of statements) await client.execute(statement);
  client.close();
}

/** A change with its audit row, as every use case writes it. */
async function change(key: string, value: string): Promise<void> {
  await writeTransaction(async (tx) => {
    await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    const subject = { kind: "setting", id: key, name: key };
    await recordAudit(tx, { actor, action: "setting.change", subject, before: { value: "old" }, after: { value } });
  });
}

async function settings(): Promise<unknown[]> {
  const client = createClient({ url: databaseUrl });
  const { rows } = await client.execute("SELECT key, value FROM setting ORDER BY key");
  client.close();
  return rows.map((row) => [row.key, row.value]);
}

const problems = async () => (await verifyAudit()).problems.map(({ seq, problem }) => `${seq}: ${problem}`);

beforeAll(async () => {
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, { DATABASE_URL: databaseUrl, OBS_DATA_DIR: dir, OBS_LOG_LEVEL: "silent" });
});
beforeEach(async () => {
  await sql("DELETE FROM audit_event", "DELETE FROM setting");
  rmSync(headFile, { force: true });
  for (const key of ["a", "b", "c", "d"]) await change(key, "1");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("the audit chain", () => {
  it("holds as written, and remembers its head outside the database", async () => {
    expect(await verifyAudit()).toMatchObject({ rows: 4, head: { seq: 4 }, problems: [] });
  });

  it.each([
    "at = '2020-01-01T00:00:00.000+00:00'",
    "actor_kind = 'cli'",
    "actor_id = 'u2'",
    "actor_id = NULL",
    "actor_name = 'other@example.com'",
    "action = 'setting.read'",
    "subject_kind = 'user'",
    "subject_id = 'x'",
    "subject_name = 'x'",
    "before = NULL",
    `after = '{"value":"2"}'`,
    `hash = '${"f".repeat(64)}'`,
  ])("names the row in which somebody set %s", async (assignment) => {
    await sql(`UPDATE audit_event SET ${assignment} WHERE seq = 2`);
    expect((await problems())[0]).toBe("2: it was changed after it was written");
  });

  it("names the row whose key or predecessor was changed", async () => {
    await sql("UPDATE audit_event SET key_id = 'k9' WHERE seq = 3");
    expect(await problems()).toEqual(['3: its key "k9" is not in the key ring, so it proves nothing']);
    await sql(`UPDATE audit_event SET key_id = 'k1', prev_hash = '${"0".repeat(64)}' WHERE seq = 3`);
    expect(await problems()).toEqual(["3: it does not follow row 2", "3: it was changed after it was written"]);
  });

  it("finds removed rows, at the start, in the middle and at the end", async () => {
    await sql("DELETE FROM audit_event WHERE seq = 2");
    expect(await problems()).toEqual(["3: row 2 is missing before it"]);
    await sql("DELETE FROM audit_event WHERE seq = 1");
    expect(await problems()).toEqual(["3: rows 1 to 2 are missing before it"]);
    await sql("DELETE FROM audit_event WHERE seq > 3");
    expect(await problems()).toEqual(["3: rows 1 to 2 are missing before it", "4: rows 4 to 4 were cut off the end"]);
    await sql("DELETE FROM audit_event");
    expect(await problems()).toEqual(["1: rows 1 to 4 were cut off the end"]);
  });

  it("finds rows that changed places", async () => {
    await sql(
      "UPDATE audit_event SET seq = 99 WHERE seq = 2",
      "UPDATE audit_event SET seq = 2 WHERE seq = 3",
      "UPDATE audit_event SET seq = 3 WHERE seq = 99",
    );
    const found = await problems();
    expect(found).toContain("2: it does not follow row 1");
    expect(found).toContain("3: it does not follow row 2");
  });

  it("finds a tail that was cut and grown again, also beyond what it was", async () => {
    await sql("DELETE FROM audit_event WHERE seq = 4");
    await change("e", "1");
    expect(await problems()).toEqual(["4: it is not the row that the head outside remembers"]);
    await change("f", "1");
    await change("g", "1");
    expect(await problems()).toEqual(["4: it is not the row that the head outside remembers"]);
  });

  it("goes on from a head that fell behind, as after a crash between commit and file", async () => {
    const kept = readFileSync(headFile, "utf8");
    await change("e", "1");
    writeFileSync(headFile, kept);
    expect(await problems()).toEqual([]);
    await change("f", "1");
    expect(await verifyAudit()).toMatchObject({ rows: 6, head: { seq: 6 }, problems: [] });
  });

  it("says that nothing is proven without the head outside", async () => {
    rmSync(headFile);
    expect(await problems()).toEqual([expect.stringContaining("no head is kept outside the database")]);
  });
});

describe("a change and its audit row", () => {
  it("are refused together: without the row nothing is changed, and the head stays", async () => {
    const kept = readFileSync(headFile, "utf8");
    await sql(
      "CREATE TRIGGER full BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit log is full'); END",
    );
    try {
      await expect(change("a", "2")).rejects.toThrow();
      expect(await settings()).toEqual(["a", "b", "c", "d"].map((key) => [key, "1"]));
      expect(readFileSync(headFile, "utf8")).toBe(kept);
    } finally {
      await sql("DROP TRIGGER full");
    }
    expect(await problems()).toEqual([]);
  });

  it("are undone together when the change fails after the row", async () => {
    const undone = writeTransaction(async (tx) => {
      await tx.setting.create({ data: { key: "z", value: "1" } });
      await recordAudit(tx, { actor, action: "setting.change", subject: { kind: "setting", id: "z", name: "z" } });
      throw new Error("changed my mind");
    });
    await expect(undone).rejects.toThrow("changed my mind");
    expect(await verifyAudit()).toMatchObject({ rows: 4, head: { seq: 4 }, problems: [] });
  });

  it("keep one chain when many happen at once", async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => change(`many-${index}`, "1")));
    expect(await verifyAudit()).toMatchObject({ rows: 24, head: { seq: 24 }, problems: [] });
  });
});

describe("npm run audit:verify", () => {
  const run = (dataDir: string) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const env = { ...process.env, OBS_DATA_DIR: dataDir, DATABASE_URL: databaseUrl };
      execFile("npm", ["run", "-s", "audit:verify"], { env }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      );
    });

  it("exits with 0 when all is as written, with 1 and the row when not, and makes no key of its own", async () => {
    expect(await run(dir)).toMatchObject({ code: 0, out: expect.stringContaining("All 4 rows") });
    await sql("UPDATE audit_event SET actor_name = 'nobody' WHERE seq = 3");
    const found = await run(dir);
    expect(found).toMatchObject({
      code: 1,
      err: expect.stringContaining("Row 3: it was changed after it was written."),
    });
    const elsewhere = path.join(dir, "elsewhere");
    expect(await run(elsewhere)).toMatchObject({ code: 1, err: expect.stringContaining("no row can be proven") });
    expect(existsSync(path.join(elsewhere, "keys.json"))).toBe(false);
  }, 180_000);
});
