import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import type { Overview } from "@/lib/oncall/types";
import { migrateDatabase } from "../../../scripts/setup/migrate-database.mjs";
import { type ConditionName, conditionNames, type Rule, rules } from "./conditions";
import { calmOverview } from "./testing/overview";
import { watchVerdict } from "./watch-verdict";

const dir = mkdtempSync(path.join(tmpdir(), "obs-watch-"));
const tell = { raise: raiseAlert, resolve: resolveAlert };
const quick = Object.fromEntries(
  conditionNames.map((name) => [name, { ...rules[name], raiseAfterMs: 60, clearAfterMs: 60 }]),
) as Record<ConditionName, Rule>;
const down: Overview = { ...calmOverview, witnesses: { ...calmOverview.witnesses, liveness: "down", health: "bad" } };

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
  let seen: Overview | null = down;
  const look = async () => {
    if (seen === null) throw new Error("the database is broken");
    return seen;
  };
  const first = watchVerdict({ tell, everyMs: 10, look, rules: quick });
  await expect.poll(alerts).toEqual([{ title: "API down", openKey: "verdict:api-down", resolvedText: null }]);
  await first();

  const second = watchVerdict({ tell, everyMs: 10, look, rules: quick });
  seen = null;
  let looks = 0;
  const counted = watchVerdict({
    tell,
    everyMs: 10,
    rules: quick,
    look: () => {
      looks += 1;
      return look();
    },
  });
  await expect.poll(() => looks).toBeGreaterThan(20);
  expect(await alerts()).toHaveLength(1);
  expect((await alerts())[0]?.openKey).toBe("verdict:api-down");
  await counted();

  seen = calmOverview;
  await expect.poll(alerts).toEqual([{ title: "API down", openKey: null, resolvedText: "The API is up again." }]);
  await second();
});
