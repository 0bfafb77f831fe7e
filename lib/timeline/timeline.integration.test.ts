import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { mapTrace } from "@/lib/jaeger/map-trace";
import { tracesSchema } from "@/lib/jaeger/schema";
import { noteVersions, takeSeenVersions } from "@/lib/jaeger/seen-versions";
import { readFixture } from "@/lib/jaeger/testing/read-fixture";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { withDeploy } from "@/lib/oncall/deploy-clause";
import { finding } from "@/lib/oncall/diagnosis/findings/bits";
import type { Verdict } from "@/lib/oncall/types";
import { apiJob } from "@/lib/plan/contract";
import { ownMetrics } from "@/lib/testing/own-metrics";
import { createToken } from "@/lib/tokens/create-token";
import { disableToken } from "@/lib/tokens/disable-token";
import { findDeploy } from "./find-deploy";
import { keepVersions } from "./keep-versions";
import { loadTimeline } from "./load-timeline";
import { eventsMax } from "./types";

const metrics = ownMetrics();
const minuteMs = 60_000;
const nowMs = Math.floor(Date.now() / 15_000) * 15_000;
const ago = (minutes: number) => nowMs - minutes * minuteMs;
const window = { startMs: ago(60), endMs: nowMs };

/** Three pods that were replaced 40 minutes ago, one after the other; the last one died 10 minutes ago. */
function history(): string {
  const lines: string[] = [];
  const pod = (name: string, startedMs: number, fromMs: number, toMs: number) => {
    for (let atMs = fromMs; atMs <= toMs; atMs += 15_000) {
      lines.push(`process_start_time_seconds{job="${apiJob}",instance="${name}"} ${startedMs / 1000} ${atMs}`);
    }
  };
  for (const [index, name] of ["10.42.0.1:8000", "10.42.0.2:8000", "10.42.0.3:8000"].entries()) {
    pod(name, ago(3000), ago(60), ago(41) + index * minuteMs);
    const replaced = name.replace(".0.", ".1.");
    const startedMs = ago(40) + index * minuteMs;
    const dies = index === 2;
    pod(replaced, startedMs, startedMs + 15_000, dies ? ago(11) : nowMs);
    if (dies) pod(replaced, ago(10), ago(10) + 15_000, nowMs);
  }
  return `${lines.join("\n")}\n`;
}

beforeAll(() => metrics.importSamples(history()));
afterAll(() => db().$disconnect());

let asked = 0;
/** The timeline of a window that nobody asked for before: answers are shared for a slot. */
function load({ startMs, endMs } = window) {
  asked += 1;
  return loadTimeline({ startMs: startMs + asked, endMs });
}

it("sees a rollout and a pod that died in the starts of their processes", async () => {
  const { events: seen } = await load();
  expect(seen.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
    "deploy: Deployed or restarted: 3 pods",
    "restart: Pod 10.42.1.3:8000 started",
  ]);
  const cut = { startMs: ago(39), endMs: ago(5) };
  expect((await load(cut)).events.map(({ title }) => title)).toEqual(["Pod 10.42.1.3:8000 started"]);
});

it("names the rollout by what CI reported and by what traces carry, as one event", async () => {
  const trace = tracesSchema.parse(readFixture("post-documents-nested")).data.map(mapTrace)[0];
  if (!trace) throw new Error("The recorded answer holds no trace.");
  const version = trace.spans[0]?.resource["service.version"];
  await db().deploy.create({
    data: { version: String(version), at: new Date(ago(37)), toldAt: new Date(ago(37)), tokenId: "x", tokenName: "ci" },
  });
  const shiftUs = ago(36) * 1000 - Math.min(...trace.spans.map(({ startUs }) => startUs));
  const before = trace.spans.map((span) => ({ ...span, resource: { "service.version": "v1.14.1" } }));
  const spans = (list: typeof trace.spans, byUs: number) =>
    list.map((span) => ({ ...span, startUs: span.startUs + byUs }));
  noteVersions([
    { ...trace, spans: spans(before, shiftUs - 20 * minuteMs * 1000) },
    { ...trace, spans: spans(trace.spans, shiftUs) },
  ]);
  await keepVersions(takeSeenVersions().seen);
  const { events } = await load();
  expect(events[0]).toMatchObject({
    kind: "deploy",
    title: "Deployed 1.14.2",
    atMs: ago(40),
    source: "POST /api/deploys, process_start_time_seconds, service.version",
  });
  expect(await findDeploy()).toMatchObject({ event: { title: "Deployed 1.14.2" }, nextAtMs: null });
  expect(await findDeploy("deploy:none")).toMatchObject({ reason: expect.stringContaining("not known") });
});

it("is named in the verdict when the trouble began shortly after it, and only then", async () => {
  const verdict: Verdict = {
    ...{ code: "degraded", health: "bad", word: "DEGRADED", sinceMs: null, clauses: [] },
    ...{ text: "Slow.", unknowns: [], limits: [] },
  };
  const slow = (sinceMs: number | null) =>
    finding({ code: "requests-failing", place: "api", severity: "bad", sinceMs });
  // There at the first look: it may have begun long before the deploy.
  expect(await withDeploy(verdict, [slow(null)], nowMs)).toBe(verdict);
  const told = await withDeploy(verdict, [slow(ago(30))], nowMs);
  expect(told.text).toBe("Slow. Deployed 1.14.2, 40 min ago: this began 10 min later.");
  expect(told.clauses).toMatchObject([{ kind: "deploy", href: "#events", health: "warn" }]);
  expect(await withDeploy(verdict, [], nowMs)).toBe(verdict);
  // A revoked token has nothing to do with the API's version.
  const refused = finding({ code: "traces-refused", place: "gate", severity: "bad", sinceMs: ago(30) });
  expect(await withDeploy(verdict, [refused], nowMs)).toBe(verdict);
});

it("shows tokens, kills, containers, triggers and alerts, each from its own source", async () => {
  const cli = { kind: "cli" } as const;
  const { view } = await createToken(cli, { name: "vmagent", scopes: ["metrics:write"] }, nowMs - 1);
  await disableToken(cli, view.publicId);
  await raiseAlert({ key: "verdict:slow", severity: "warn", title: "Slow: x", text: "t", href: "/" }, new Date(ago(4)));
  await resolveAlert("verdict:slow", "Fast again.", new Date(ago(3)));
  await raiseAlert({ key: "trigger:memory", severity: "bad", title: "twice", text: "t", href: "/" }, new Date(ago(2)));
  await db().triggerFiring.create({
    data: {
      trigger: "memory",
      reason: "below 3 GB",
      startedAt: new Date(ago(32)),
      firedAt: new Date(ago(2)),
      evidence: "{}",
    },
  });
  const kill = { bootId: "b", cursor: "1", comm: "clickhouse-serv", pid: 7, constraint: "global", lines: "[]" };
  await db().kernelOomKill.create({ data: { ...kill, at: new Date(ago(8)), victim: "clickhouse" } });
  const container = { containerId: "c", name: "obs-jaeger-1", subject: "jaeger" };
  const at = (minutes: number) => ({ at: new Date(ago(minutes)), timeNano: String(ago(minutes)) });
  await db().containerEvent.create({ data: { ...container, ...at(7), action: "die", exitCode: 137 } });
  await db().containerEvent.create({ data: { ...container, ...at(6), action: "start" } });
  // Tokens were made after the window's end: it is asked for once more, with now as its end.
  const { events, unknown } = await load({ startMs: ago(9), endMs: Date.now() });
  expect(events.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
    "oom: PostHog's ClickHouse killed for memory",
    "restart: Jaeger restarted",
    "alert: Slow: x",
    "alert: Over: Slow: x",
    "trigger: Trigger fired: Available memory",
    "token: Token vmagent created",
    "token: Token vmagent disabled",
  ]);
  // Nothing reads a kernel log or Docker's events here, and that is said.
  expect(unknown.map(({ source }) => source)).toEqual(["kernel log", "Docker events"]);
});

it("keeps the newest and counts what it left out", async () => {
  const row = { actorKind: "cli", actorName: "cli", action: "setting.change", subjectKind: "setting", keyId: "k" };
  await db().auditEvent.createMany({
    data: Array.from({ length: eventsMax + 50 }, (_, index) => ({
      ...row,
      seq: 1000 + index,
      at: new Date(ago(30)),
      subjectId: "x",
      subjectName: `limit ${index}`,
      prevHash: "",
      hash: `h${index}`,
    })),
  });
  const timeline = await load();
  expect(timeline.events).toHaveLength(eventsMax);
  const all = await db().auditEvent.count({ where: { at: { gte: new Date(window.startMs), lte: new Date(nowMs) } } });
  // Besides the audit log's: one deploy, one pod, one kill, one container, two of an alert, one trigger.
  expect(timeline.leftOut).toBe(all + 7 - eventsMax);
  expect(timeline.events.map(({ title }) => title)).not.toContain("limit 0");
});

it("names the sources that cannot be asked, and goes on with the rest", async () => {
  await metrics.stop();
  const timeline = await load({ startMs: ago(59), endMs: ago(35) });
  expect(timeline.unknown[0]).toMatchObject({
    source: "process_start_time_seconds",
    reason: expect.stringContaining("cannot be reached"),
  });
  expect(timeline.events.map(({ title }) => title)).toContain("Deployed 1.14.2");
  await expect(findDeploy()).resolves.toMatchObject({ event: { title: "Deployed 1.14.2" } });
});
