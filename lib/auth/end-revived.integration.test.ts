import { mkdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findLostRows } from "@/lib/audit/find-lost-rows";
import { createDatabaseClient, db } from "@/lib/db/client";
import { checkAudit } from "@/lib/health/watch-audit";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { changePassword } from "./change-password";
import { resetPassword, setUserDisabled } from "./change-user";
import { disabledSince, endRevived } from "./end-revived";
import { loadSession } from "./load-session";
import { client, identityDatabase, makeActor, password } from "./testing/identity-database";

const { databaseUrl, settings, remove } = identityDatabase();
const dir = settings.OBS_DATA_DIR ?? "";
const backup = path.join(dir, "backup");

beforeAll(async () => {
  // VictoriaMetrics is left out: this is about what the file outside and the database say.
  Object.assign(process.env, settings, { VICTORIAMETRICS_URL: "http://127.0.0.1:1" });
  await migrateDatabase({ databaseUrl });
});
afterAll(remove);

it("an older database put back revives no session, no link and no disabled user, and says what was undone", async () => {
  const admin = await makeActor("admin@obs.test", "admin");
  const eve = await makeActor("eve@obs.test", "admin");
  await resetPassword({ kind: "cli" }, eve.userId);
  await db()
    .$executeRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)")
    .catch(() => {});
  mkdirSync(backup);
  await db().$executeRawUnsafe(`VACUUM INTO '${path.join(backup, "console.db")}'`);
  await setUserDisabled({ kind: "cli" }, eve.userId, true);
  await changePassword(admin, { current: password, next: `${password} anew` }, client.address);
  expect(await findLostRows()).toBeNull();
  expect(await endRevived()).toBe(false);
  expect(await checkAudit()).toEqual([]);

  // The copy in its place, in a process that knows nothing of the other one.
  const states = Reflect.get(globalThis, Symbol.for("honeydue-obs.process-state")) as Map<string, unknown>;
  states.set("db", createDatabaseClient(`file:${path.join(backup, "console.db")}`));
  expect(await loadSession(eve.sessionId)).not.toBeNull();
  expect(await db().oneTimeLink.count()).toBe(1);

  expect(await endRevived()).toBe(true);
  expect(await loadSession(eve.sessionId)).toBeNull();
  expect(await loadSession(admin.sessionId)).toBeNull();
  expect(await db().oneTimeLink.count()).toBe(0);
  expect((await db().user.findUniqueOrThrow({ where: { id: eve.userId } })).disabledAt).not.toBeNull();
  const row = await db().auditEvent.findFirstOrThrow({ where: { action: "database.restored" } });
  expect(row.after).toContain("user.disable eve@obs.test");
  const alert = await db().alert.findFirstOrThrow({ where: { openKey: "audit:restored" } });
  expect(alert.text).toContain("An older password works again for admin@obs.test");
  expect(alert.text).toContain("user.disable eve@obs.test");
  // Once: the next look finds what it wrote itself. The cut log stays an alert of its own.
  expect(await endRevived()).toBe(false);
  expect((await checkAudit()).join(" ")).toMatch(/cut off|not the row/);
  expect(await db().alert.count({ where: { openKey: { startsWith: "audit:" } } })).toBe(2);
});

it("of one user, the newest of what is remembered counts", () => {
  const entry = (seq: number, action: string, subjectId: string) => ({
    ...{ seq, action, subjectId, atMs: 0, actor: "a", subjectKind: "user", subjectName: subjectId },
  });
  const lost = [entry(1, "user.disable", "a"), entry(2, "user.enable", "a"), entry(3, "user.disable", "b")];
  expect(disabledSince(lost)).toEqual(["b"]);
});
