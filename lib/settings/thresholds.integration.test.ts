import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@libsql/client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defaultThresholds } from "@/lib/plan/thresholds";
import { migrateDatabase } from "../../scripts/stack/migrate-database.mjs";
import { loadThresholds } from "./load-thresholds";
import { saveThresholds } from "./save-thresholds";

const dir = mkdtempSync(path.join(tmpdir(), "obs-settings-"));
const databaseUrl = `file:${path.join(dir, "console.db")}`;
const actor = { actor: "test" };

async function sql(text: string): Promise<void> {
  const client = createClient({ url: databaseUrl, timeout: 5000 });
  await client.execute(text);
  client.close();
}

beforeAll(async () => {
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, { DATABASE_URL: databaseUrl, OBS_LOG_LEVEL: "silent" });
});
beforeEach(() => sql("DELETE FROM setting"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("thresholds in the database", () => {
  it("are the defaults until somebody saves others", async () => {
    expect(await loadThresholds()).toEqual(defaultThresholds);
    const changed = { ...defaultThresholds, slowP95Ms: 750, routes: { "POST /api/documents/": { slowP95Ms: 4000 } } };
    expect(await saveThresholds(changed, actor)).toEqual({ ok: true });
    expect(await loadThresholds()).toEqual(changed);
  });

  it("keep what was there when the new ones are wrong, and name each wrong field", async () => {
    await saveThresholds({ ...defaultThresholds, slowP95Ms: 750 }, actor);
    const result = await saveThresholds({ ...defaultThresholds, slowP95Ms: -1, metricsStaleSeconds: "soon" }, actor);
    expect(result).toMatchObject({
      ok: false,
      errors: { slowP95Ms: expect.any(String), metricsStaleSeconds: expect.any(String) },
    });
    expect((await loadThresholds()).slowP95Ms).toBe(750);
  });

  it("refuse a bad ratio below the warning one", async () => {
    const result = await saveThresholds({ ...defaultThresholds, errorRatioWarn: 0.2, errorRatioBad: 0.1 }, actor);
    expect(result).toEqual({ ok: false, errors: { errorRatioBad: expect.stringContaining("below") } });
  });

  it.each(["not json", "{}", '{"slowP95Ms":"fast"}', "null"])(
    "fall back to the defaults when %s is stored",
    async (value) => {
      await sql(`INSERT INTO setting (key, value, updated_at) VALUES ('thresholds', '${value}', CURRENT_TIMESTAMP)`);
      expect(await loadThresholds()).toEqual(defaultThresholds);
    },
  );
});
