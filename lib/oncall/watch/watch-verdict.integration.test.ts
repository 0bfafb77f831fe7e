import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { listAlerts } from "@/lib/notify/list-alerts";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import type { Facts } from "@/lib/oncall/diagnosis/facts/types";
import { facts } from "@/lib/oncall/diagnosis/testing/facts";
import { allFaults } from "@/lib/oncall/diagnosis/testing/faults";
import { migrateDatabase } from "../../../scripts/setup/migrate-database.mjs";
import type { Rule } from "./rules";
import { watchVerdict } from "./watch-verdict";

const dir = mkdtempSync(path.join(tmpdir(), "obs-watch-"));
const openKeys = async () => (await listAlerts({ limit: 0 })).open.map(({ key }) => key);
const tell = { raise: raiseAlert, resolve: resolveAlert, openKeys };
/** Writes wait for a busy machine. */
const patience = { timeout: 20_000 };
const ruleOf = (): Rule => ({ raiseAfterMs: 60, clearAfterMs: 60 });
const down = allFaults.find(({ name }) => name === "the API is down")?.facts ?? facts();

beforeAll(async () => {
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, { DATABASE_URL: databaseUrl, OBS_DATA_DIR: dir, OBS_LOG_LEVEL: "silent" });
});
afterAll(async () => {
  await db().$disconnect();
  rmSync(dir, { recursive: true, force: true });
});

const alerts = () =>
  db().alert.findMany({
    where: { key: "verdict:api-down" },
    select: { title: true, openKey: true, resolvedText: true },
    orderBy: { raisedAt: "asc" },
  });

it("opens one alert for a dead API, keeps it over a restart of the console and a failed look, and closes it", async () => {
  let seen: Facts | null = down;
  const look = async () => {
    if (seen === null) throw new Error("the database is broken");
    return seen;
  };
  const first = watchVerdict({ tell, everyMs: 10, look, ruleOf });
  await expect.poll(alerts, patience).toEqual([{ title: "API down", openKey: "verdict:api-down", resolvedText: null }]);
  await first();

  const second = watchVerdict({ tell, everyMs: 10, look, ruleOf });
  seen = null;
  let looks = 0;
  const counted = watchVerdict({
    tell,
    everyMs: 10,
    ruleOf,
    look: () => {
      looks += 1;
      return look();
    },
  });
  await expect.poll(() => looks, patience).toBeGreaterThan(20);
  expect(await alerts()).toHaveLength(1);
  expect((await alerts())[0]?.openKey).toBe("verdict:api-down");
  await counted();

  seen = facts();
  const over = {
    title: "API down",
    openKey: null,
    resolvedText: expect.stringMatching(/^Not seen any more since .* UTC\.$/),
  };
  await expect.poll(alerts, patience).toEqual([over]);
  // Dated at the last look that saw it, not at the one that called it over.
  const [row] = await db().alert.findMany({ where: { key: "verdict:api-down" } });
  expect(row?.resolvedText).toContain(row?.resolvedAt?.toISOString().slice(11, 19) ?? "no end");
  await second();
});
