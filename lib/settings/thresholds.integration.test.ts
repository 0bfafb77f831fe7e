import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Actor, AuthorityError } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { defaultTriggerThresholds } from "@/lib/plan/trigger-thresholds";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { loadThresholds } from "./load-thresholds";
import { saveThresholds } from "./save-thresholds";
import { saveTriggerThresholds } from "./save-trigger-thresholds";

const dir = mkdtempSync(path.join(tmpdir(), "obs-settings-"));
const databaseUrl = `file:${path.join(dir, "console.db")}`;
const admin: Actor = {
  kind: "user",
  userId: "u1",
  email: "ops@example.com",
  role: "admin",
  sessionId: "s1",
  steppedUpAtMs: null,
};

async function sql(text: string): Promise<void> {
  const client = createClient({ url: databaseUrl, timeout: 5000 });
  await client.execute(text);
  client.close();
}

beforeAll(async () => {
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, { DATABASE_URL: databaseUrl, OBS_DATA_DIR: dir, OBS_LOG_LEVEL: "silent" });
});
beforeEach(async () => {
  await sql("DELETE FROM setting");
  await sql("DELETE FROM audit_event");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("thresholds in the database", () => {
  it("are the defaults until somebody saves others", async () => {
    expect(await loadThresholds()).toEqual(defaultThresholds);
    const changed = { ...defaultThresholds, slowP95Ms: 750, routes: { "POST /api/documents/": { slowP95Ms: 4000 } } };
    await saveThresholds(admin, changed);
    expect(await loadThresholds()).toEqual(changed);
  });

  it("keep what was there when the new ones are wrong, and name each wrong field", async () => {
    await saveThresholds(admin, { ...defaultThresholds, slowP95Ms: 750 });
    const wrong = saveThresholds(admin, { ...defaultThresholds, slowP95Ms: -1, metricsStaleSeconds: "soon" });
    await expect(wrong).rejects.toMatchObject({
      issues: expect.arrayContaining([
        expect.objectContaining({ path: ["slowP95Ms"] }),
        expect.objectContaining({ path: ["metricsStaleSeconds"] }),
      ]),
    });
    expect((await loadThresholds()).slowP95Ms).toBe(750);
  });

  it("refuse a bad ratio below the warning one", async () => {
    const refused = saveThresholds(admin, { ...defaultThresholds, errorRatioWarn: 0.2, errorRatioBad: 0.1 });
    await expect(refused).rejects.toMatchObject({ errors: { errorRatioBad: expect.stringContaining("below") } });
  });

  it("refuse a viewer before anything else, and change nothing", async () => {
    const refused = saveThresholds({ ...admin, role: "viewer" }, { ...defaultThresholds, slowP95Ms: 750 });
    await expect(refused).rejects.toThrow(AuthorityError);
    expect(await loadThresholds()).toEqual(defaultThresholds);
    expect(await db().auditEvent.count()).toBe(0);
  });

  it("write who changed what, from the values that were in force", async () => {
    const first = { ...defaultThresholds, slowP95Ms: 750 };
    const second = { ...first, routes: { "POST /api/device-token": { slowP95Ms: 90 } } };
    await saveThresholds(admin, first);
    await saveThresholds(admin, second);
    const rows = await db().auditEvent.findMany({ orderBy: { seq: "asc" } });
    expect(rows.map(({ actorName, action, subjectId }) => [actorName, action, subjectId])).toEqual([
      ["ops@example.com", "setting.change", "thresholds"],
      ["ops@example.com", "setting.change", "thresholds"],
    ]);
    const changes = rows.map(({ before, after }) => [JSON.parse(before ?? ""), JSON.parse(after ?? "")]);
    expect(changes).toEqual([
      [defaultThresholds, first],
      [first, second],
    ]);
  });

  it("are audited one after the other when two save at once: each row begins where the one before ended", async () => {
    const limits = [10, 20, 40, 50, 60].map((memoryDwellMinutes) => ({
      ...defaultTriggerThresholds,
      memoryDwellMinutes,
    }));
    await Promise.all(limits.map((input) => saveTriggerThresholds(admin, input)));
    const rows = await db().auditEvent.findMany({
      where: { subjectId: "trigger-thresholds" },
      orderBy: { seq: "asc" },
    });
    const changes = rows.map(({ before, after }) => [JSON.parse(before ?? ""), JSON.parse(after ?? "")]);
    expect(changes).toHaveLength(5);
    changes.reduce((inForce, [before, after]) => {
      expect(before).toEqual(inForce);
      return after;
    }, defaultTriggerThresholds);
  });

  it.each(["not json", "{}", '{"slowP95Ms":"fast"}', "null"])(
    "fall back to the defaults when %s is stored",
    async (value) => {
      await sql(`INSERT INTO setting (key, value, updated_at) VALUES ('thresholds', '${value}', CURRENT_TIMESTAMP)`);
      expect(await loadThresholds()).toEqual(defaultThresholds);
    },
  );
});
