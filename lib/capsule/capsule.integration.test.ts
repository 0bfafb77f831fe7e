import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { importHistory } from "@/lib/dependencies/testing/history";
import { sendSpans } from "@/lib/jaeger/testing/send-spans";
import { spanOf } from "@/lib/jaeger/testing/span-of";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { apiJob } from "@/lib/plan/contract";
import { loadTrace } from "@/lib/traces/load-trace";
import { freePort } from "@/scripts/process/free-port.mjs";
import { stopEverything } from "@/scripts/process/start-process.mjs";
import { startJaeger } from "@/scripts/programs/start-jaeger.mjs";
import { startVictoriaMetrics } from "@/scripts/programs/start-victoria-metrics.mjs";
import { migrateDatabase } from "@/scripts/setup/migrate-database.mjs";
import { buildFinished } from "./builds";
import { createCapsule } from "./create-capsule";
import { deleteCapsule } from "./delete-capsule";
import { editCapsule } from "./edit-capsule";
import type { CreateCapsuleInput } from "./fields";
import { tidyCapsules } from "./keep-capsules";
import { listCapsules } from "./list-capsules";
import { loadCapsule, loadCapsuleInfo } from "./load-capsule";
import { protectCapsule } from "./protect-capsule";
import { keptDays } from "./prune-capsules";
import { type Capsule, capsuleSchema } from "./schema";

const dir = mkdtempSync(path.join(tmpdir(), "obs-capsule-"));
const admin: Actor = { kind: "cli" };
const viewer = (userId: string): Actor => ({
  kind: "user",
  userId,
  email: `${userId}@x.y`,
  role: "viewer",
  sessionId: "s",
  steppedUpAtMs: null,
});
const minuteMs = 60_000;
const secret = "s3cretVeryPrivate";
let victoriaMetricsUrl = "";
let jaegerUrl = "";

/** Ten minutes of a route of which every second request fails, scraped every 15 s. */
function traffic(endMs: number): string {
  const http = "http_request_duration_seconds";
  const of = (name: string, value: (step: number) => number) =>
    Array.from({ length: 41 }, (_, step) => `${name} ${value(step)} ${endMs - (40 - step) * 15_000}\n`).join("");
  return [
    ...["201", "500"].flatMap((status) => {
      const labels = `method="POST",route="/api/documents/",status="${status}"`;
      return [
        of(`${http}_count{${labels}}`, (step) => step * 10),
        of(`${http}_sum{${labels}}`, (step) => step * 4),
        of(`${http}_bucket{${labels},le="0.5"}`, (step) => step * 10),
        of(`${http}_bucket{${labels},le="+Inf"}`, (step) => step * 10),
      ];
    }),
    of(`up{job="${apiJob}",instance="pod-1:8000"}`, () => 1),
    of(`process_start_time_seconds{job="${apiJob}",instance="pod-1:8000"}`, () => endMs / 1000 - 86_400),
  ].join("");
}

const traceId = "ab".repeat(16);
function failedTrace(endMs: number) {
  const root = spanOf({
    traceId,
    spanId: "1".repeat(16),
    name: "POST /api/documents/",
    startUs: (endMs - minuteMs) * 1000,
    durationUs: 400_000,
    tags: {
      "http.request.method": "POST",
      "http.route": "/api/documents/",
      "http.response.status_code": 500,
      error: true,
      "http.request.header.cookie": `sid=${secret}`,
      "echo.error": `</script><script>alert(1)</script> password=${secret}`,
    },
  });
  const query = spanOf({
    ...root,
    spanId: "2".repeat(16),
    parentSpanId: root.spanId,
    name: "gorm.Create",
    kind: "client",
    durationUs: 300_000,
    tags: { "db.system": "postgresql", "db.statement": `INSERT INTO "documents" VALUES ('${secret}')` },
  });
  return [root, query];
}

beforeAll(async () => {
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  await migrateDatabase({ databaseUrl });
  const victoriaMetrics = await startVictoriaMetrics({ port: await freePort(), dataDir: path.join(dir, "vm") });
  const ports = { queryPort: await freePort(), otlpPort: await freePort() };
  const jaeger = await startJaeger({ ...ports, dataDir: path.join(dir, "jaeger/data") });
  victoriaMetricsUrl = victoriaMetrics.url;
  jaegerUrl = jaeger.url;
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    OBS_DATA_DIR: dir,
    VICTORIAMETRICS_URL: victoriaMetricsUrl,
    JAEGER_URL: jaegerUrl,
    OBS_SCRAPE_INTERVAL_SECONDS: "1",
    OBS_TRACE_SAMPLING_RATIO: "1",
    OBS_LOG_LEVEL: "silent",
  });
  const endMs = Date.now();
  await importHistory(victoriaMetrics, traffic(endMs));
  await sendSpans(jaeger.otlpUrl, failedTrace(endMs));
  await vi.waitFor(async () => expect((await loadTrace(traceId, { fresh: true })).state).toBe("found"), {
    timeout: 60_000,
    interval: 500,
  });
});
beforeEach(() => {
  Reflect.deleteProperty(globalThis, Symbol.for("honeydue-obs.process-state"));
});
afterAll(async () => {
  await db().$disconnect();
  await stopEverything();
  rmSync(dir, { recursive: true, force: true });
});

async function freeze(input: CreateCapsuleInput, actor = admin): Promise<Capsule> {
  const { id } = await createCapsule(actor, input);
  await buildFinished(id);
  const info = await loadCapsuleInfo(id);
  const capsule = info && (await loadCapsule(info));
  if (!capsule) throw new Error(`not made: ${info?.failure}`);
  // What is downloaded is what the schema says.
  return capsuleSchema.parse(JSON.parse(JSON.stringify(capsule)));
}
const range = { kind: "range", range: "15m" } as const;
const audited = async () =>
  (await db().auditEvent.findMany({ orderBy: { seq: "asc" } })).map(({ action, actorName }) => [action, actorName]);

describe("an incident frozen", () => {
  it("holds the verdict's sentence, the failing route, its trace and its curves, and nothing secret", async () => {
    const capsule = await freeze({ window: range, note: "B2 had an outage" });
    expect(capsule.title).toMatch(/^DEGRADED: POST \/api\/documents\/ 50 % errors, p95 [\d.]+ m?s$/);
    expect(capsule.verdict).toMatchObject({ state: "known", value: { word: "DEGRADED", health: "bad" } });
    expect(JSON.stringify(capsule.verdict)).toContain("POST /api/documents/: 50 % errors");
    if (capsule.routes.state !== "known") throw new Error("no routes");
    expect(capsule.routes.value.rows).toMatchObject([{ name: "POST /api/documents/", health: "bad" }]);
    expect(capsule.routes.value.rows[0]?.errorRatio).toBeCloseTo(0.5, 2);
    expect(capsule.charts.find(({ title }) => title === "Error ratio")?.part.state).toBe("known");
    expect(capsule.charts.find(({ title }) => title.startsWith("B2"))?.part.state).toBe("nothing");
    expect(capsule.failed).toMatchObject({ state: "known", value: { rows: [{ traceId, httpStatus: 500 }] } });
    expect(capsule.traces).toMatchObject([{ traceId, part: { state: "known", value: { omittedSpans: 0 } } }]);
    expect(JSON.stringify(capsule)).toContain('INSERT INTO \\"documents\\" VALUES (?)');
    expect(JSON.stringify(capsule)).not.toContain(secret);
  });

  it("of a window in the past holds what was then, and of an alert the five minutes before it", async () => {
    const endMs = Date.now() - 3_600_000;
    const past = await freeze({ window: { kind: "times", startMs: endMs - 10 * minuteMs, endMs } });
    expect(past.routes.state).toBe("nothing");
    expect(past.failed).toMatchObject({ state: "known", value: { rows: [] } });
    await raiseAlert({ key: "k", severity: "bad", title: "Documents fail", text: "Half of them.", href: "/" });
    const alert = await db().alert.findFirstOrThrow({ where: { key: "k" } });
    const incident = await freeze({ window: { kind: "alert", alertId: alert.id } });
    expect(incident.title).toBe("Documents fail");
    expect(incident.window.startMs).toBe(alert.raisedAt.getTime() - 5 * minuteMs);
    expect(incident.alerts).toMatchObject({ state: "known", value: [{ title: "Documents fail", resolvedAtMs: null }] });
  });

  it("is made with Jaeger and VictoriaMetrics dead, and says what it could not have and why", async () => {
    const { env } = await import("@/lib/runtime/env");
    Object.assign(env(), { JAEGER_URL: "http://127.0.0.1:1", VICTORIAMETRICS_URL: "http://127.0.0.1:1" });
    const capsule = await freeze({ window: range });
    Object.assign(env(), { JAEGER_URL: jaegerUrl, VICTORIAMETRICS_URL: victoriaMetricsUrl });
    expect(capsule.failed).toMatchObject({
      state: "unknown",
      source: "Jaeger",
      reason: expect.stringMatching(/Jaeger/),
    });
    expect(capsule.routes).toMatchObject({ state: "unknown", source: "VictoriaMetrics" });
    expect(capsule.verdict).toMatchObject({ state: "known", value: { word: "UNKNOWN" } });
    expect([capsule.audit.state, capsule.budget.state, capsule.triggers.state]).toEqual(["known", "known", "known"]);
  });
});

describe("who may do what", () => {
  it("everybody freezes, who made it and admins write on it, admins delete; all of it is audited", async () => {
    const before = (await audited()).length;
    const { id } = await createCapsule(viewer("v1"), { window: range, title: "Mine" });
    await buildFinished(id);
    const text = { title: "Mine, explained", note: "see postmortem" };
    await expect(editCapsule(viewer("v2"), id, text)).rejects.toMatchObject({ code: "not-allowed" });
    await editCapsule(viewer("v1"), id, text);
    expect((await listCapsules()).find((capsule) => capsule.id === id)).toMatchObject({ ...text, state: "ready" });
    await expect(deleteCapsule(viewer("v1"), id)).rejects.toMatchObject({ code: "not-allowed" });
    await deleteCapsule(admin, id);
    expect(await loadCapsuleInfo(id)).toBeNull();
    await expect(editCapsule(admin, id, text)).rejects.toMatchObject({ code: "absent" });
    expect((await audited()).slice(before)).toEqual([
      ["capsule.create", "v1@x.y"],
      ["capsule.edit", "v1@x.y"],
      ["capsule.delete", "cli"],
    ]);
  });

  it("refuses windows that cannot be, and one person who fills the shelf", async () => {
    const nowMs = Date.now();
    const backwards = { kind: "times", startMs: nowMs - 1000, endMs: nowMs - 2000 } as const;
    await expect(createCapsule(admin, { window: backwards })).rejects.toMatchObject({ code: "bad-window" });
    const absent = { kind: "alert", alertId: "none" } as const;
    await expect(createCapsule(admin, { window: absent })).rejects.toMatchObject({ code: "absent" });
    const row = { title: "x", note: "", windowStart: new Date(), windowEnd: new Date(), state: "ready" };
    const made = { createdAt: new Date(), createdBy: "v3@x.y", createdById: "v3" };
    await db().capsule.createMany({ data: Array.from({ length: 20 }, () => ({ ...row, ...made })) });
    await expect(createCapsule(viewer("v3"), { window: range })).rejects.toMatchObject({ code: "too-many" });
    expect(await db().capsule.count({ where: { createdById: "v3" } })).toBe(20);
  });

  it("a viewer's own oldest make room, protected ones stay, and nobody's wish removes another's", async () => {
    await db().capsule.deleteMany();
    const row = { note: "", windowStart: new Date(), windowEnd: new Date(), state: "ready" };
    const make = (owner: string, count: number, minutesAgo: number) =>
      db().capsule.createMany({
        data: Array.from({ length: count }, (_, n) => ({
          ...row,
          title: `${owner} ${n}`,
          createdAt: new Date(Date.now() - (minutesAgo + 1000 - n) * minuteMs),
          createdBy: `${owner}@x.y`,
          createdById: owner,
        })),
      });
    const countOf = (createdById: string) => db().capsule.count({ where: { createdById } });
    await make("ann", 20, 50_000);
    await make("v4", 40, 10_000);
    const oldest = await db().capsule.findFirstOrThrow({ where: { title: "v4 0" } });
    await expect(protectCapsule(viewer("v4"), oldest.id, true)).rejects.toMatchObject({ code: "not-allowed" });
    await protectCapsule(admin, oldest.id, true);
    await createCapsule(viewer("v4"), { window: range });
    expect([await countOf("v4"), await countOf("ann")]).toEqual([40, 20]);
    expect(await loadCapsuleInfo(oldest.id)).toMatchObject({ isProtected: true });
    expect(await db().capsule.count({ where: { title: "v4 1" } })).toBe(0);
    await make("bob", 140, 5000);
    await expect(createCapsule(viewer("v5"), { window: range })).rejects.toMatchObject({ code: "full" });
    expect([await countOf("v4"), await countOf("ann"), await countOf("bob")]).toEqual([40, 20, 140]);
  });

  it("what is too old goes, and what a stopped console left half made says so", async () => {
    const row = { note: "", windowStart: new Date(), windowEnd: new Date(), createdBy: "cli" };
    const old = new Date(Date.now() - (keptDays + 1) * 24 * 3_600_000);
    const gone = await db().capsule.create({ data: { ...row, title: "old", state: "ready", createdAt: old } });
    const before = new Date(Date.now() - minuteMs);
    const half = await db().capsule.create({ data: { ...row, title: "half", state: "building", createdAt: before } });
    expect(await loadCapsuleInfo(half.id)).toMatchObject({ state: "failed" });
    await tidyCapsules(Date.now());
    expect(await loadCapsuleInfo(gone.id)).toBeNull();
    expect(await db().capsule.findUnique({ where: { id: half.id } })).toMatchObject({ state: "failed" });
    expect((await audited()).at(-1)).toEqual(["capsule.delete", "system:capsules"]);
  });
});
