import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { loadDecisions } from "./decisions";
import { recordDecision } from "./record-decision";

const dir = mkdtempSync(path.join(tmpdir(), "obs-decision-"));
const user = (role: "admin" | "viewer"): Actor => ({
  kind: "user",
  userId: "u1",
  email: `${role}@example.com`,
  role,
  sessionId: "s1",
  steppedUpAtMs: null,
});

beforeAll(async () => {
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  Object.assign(process.env, { DATABASE_URL: databaseUrl, OBS_DATA_DIR: dir, OBS_LOG_LEVEL: "silent" });
});
afterAll(async () => {
  await db().$disconnect();
  rmSync(dir, { recursive: true, force: true });
});

describe("recordDecision", () => {
  it("keeps who, when and why, each beside the other, with an audit row", async () => {
    await recordDecision(
      user("admin"),
      { key: "legacy-metrics", choice: "retired", reason: "moved to /metrics" },
      1000,
    );
    await recordDecision(
      user("admin"),
      { key: "log-search", choice: "Dozzle is enough", reason: "rarely searched" },
      2000,
    );
    expect(await loadDecisions()).toEqual({
      "legacy-metrics": { choice: "retired", reason: "moved to /metrics", by: "admin@example.com", atMs: 1000 },
      "log-search": { choice: "Dozzle is enough", reason: "rarely searched", by: "admin@example.com", atMs: 2000 },
    });
    const rows = await db().auditEvent.findMany({ orderBy: { seq: "asc" } });
    expect(rows.map(({ actorName, action }) => `${actorName} ${action}`)).toEqual(
      Array(2).fill("admin@example.com setting.change"),
    );
  });

  it.each([
    [
      "a viewer",
      user("viewer"),
      { key: "log-search", choice: "Dozzle is enough", reason: "because" },
      "AuthorityError",
    ],
    [
      "a choice that nobody offered",
      user("admin"),
      { key: "log-search", choice: "kept", reason: "because" },
      "ZodError",
    ],
    ["no reason", user("admin"), { key: "log-search", choice: "Dozzle is enough", reason: " " }, "ZodError"],
    ["an unknown key", user("admin"), { key: "other", choice: "kept", reason: "because" }, "ZodError"],
  ])("refuses %s and changes nothing", async (_name, actor, input, name) => {
    const before = await loadDecisions();
    await expect(recordDecision(actor, input)).rejects.toMatchObject({ name });
    expect(await loadDecisions()).toEqual(before);
    expect(await db().auditEvent.count()).toBe(2);
  });
});
