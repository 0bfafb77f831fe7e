import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createDatabaseClient, db } from "@/lib/db/client";
import { storeSamples } from "@/lib/resources/store-samples";
import { useTokenDatabase } from "@/lib/tokens/testing/use-token-database";
import { canaryAgent } from "./canary";
import { feedState, loadProvenMinutes } from "./feed-state";
import { loadLosses, loadSpanSize } from "./load-losses";
import { loadRefusals } from "./load-refusals";
import { loadTokenSources, loadTokenUsage, loadUsageSummaries } from "./load-usage";
import { pruneUsage } from "./prune-usage";
import { LogTail } from "./tail-log";

const minuteMs = 60_000;
const nowMs = Math.floor(Date.now() / minuteMs) * minuteMs;
let database: Awaited<ReturnType<typeof useTokenDatabase>>;
let logFile = "";

beforeAll(async () => {
  database = await useTokenDatabase();
  logFile = path.join(database.directory, "gate/log/access.log");
});
afterAll(async () => {
  await db().$disconnect();
  await database.remove();
});
beforeEach(async () => {
  rmSync(path.dirname(logFile), { recursive: true, force: true });
  mkdirSync(path.dirname(logFile), { recursive: true });
  for (const table of ["token_usage", "token_source", "refusal", "gate_proof", "gate_log_position", "refused_push"]) {
    await db().$executeRawUnsafe(`DELETE FROM ${table}`);
  }
});

type Fields = Partial<Record<"refusal" | "token" | "scope" | "address" | "agent" | "auth", string>> & {
  atMs?: number;
  status?: number;
  bytes?: number;
  body?: number;
};

/** A line as the gate's template writes it. */
function line({ atMs = nowMs, status = 204, bytes = 100, body = 0, auth = "HIT", ...rest }: Fields = {}): string {
  const sender = { refusal: "", token: "Ab3xK9mPq2", scope: "metrics:write", address: "127.0.0.1", ...rest };
  const { refusal, token, scope, address, agent = "vmagent" } = sender;
  const start = `{"at":${(atMs / 1000).toFixed(3)},"status":${status},"bytes":${bytes},"body":${body},"seconds":0.001,"auth":"${auth}",`;
  return `${start}${JSON.stringify({ refusal, token, scope, address, method: "POST", agent }).slice(1)}\n`;
}

const append = (...lines: string[]) => appendFileSync(logFile, lines.join(""));
const newTail = () => new LogTail(logFile, db());
const usage = () =>
  loadTokenUsage({ publicId: "Ab3xK9mPq2", fromMs: nowMs - 90 * minuteMs, toMs: nowMs + 90 * minuteMs });
const counted = async () => (await usage()).reduce((sum, { requests }) => sum + requests, 0);

test("each line counts once: across growth, a half line, rotation, and a restart of the console", async () => {
  const tail = newTail();
  await tail.poll();
  append(line(), line({ bytes: 300, status: 503 }), line().slice(0, 60));
  await tail.poll();
  await tail.poll();
  expect(await usage()).toMatchObject([{ minuteMs: nowMs, requests: 2, bytes: 400, failed: 1, agent: "vmagent" }]);

  append(line().slice(60));
  renameSync(logFile, `${logFile}.1`);
  // nginx writes into the old file until it has reopened its log.
  appendFileSync(`${logFile}.1`, line());
  writeFileSync(logFile, line({ atMs: nowMs + 1 }));
  await tail.poll();
  expect(await counted()).toBe(5);

  appendFileSync(`${logFile}.1`, line());
  append(line());
  const restarted = newTail();
  await restarted.poll();
  await restarted.poll();
  expect(await counted()).toBe(7);

  renameSync(`${logFile}.1`, `${logFile}.2`);
  renameSync(logFile, `${logFile}.1`);
  await restarted.poll();
  expect(await counted()).toBe(7);
});

test("a new file with the inode of an old one is read from its start, one cut short too", async () => {
  const tail = newTail();
  append(line(), line(), line());
  await tail.poll();
  // Written over in place: the inode stays.
  writeFileSync(logFile, [line({ atMs: nowMs + minuteMs }), line(), line(), line()].join(""));
  await tail.poll();
  expect(await counted()).toBe(7);
});

test("what cannot be stored is read again, and nothing is counted twice", async () => {
  // Waits for a lock as briefly as can be.
  const hasty = createDatabaseClient(database.databaseUrl, 50);
  const tail = new LogTail(logFile, hasty);
  append(line(), line());
  const failing = vi.spyOn(hasty, "$transaction").mockRejectedValue(new Error("disk is full"));
  await expect(tail.poll()).rejects.toThrow("disk is full");
  append(line());
  failing.mockRestore();
  await tail.poll();
  await tail.poll();
  expect(await counted()).toBe(3);
  await hasty.$disconnect();
});

test("sources tell senders apart, with the longest gap of each; summaries add them up by hour", async () => {
  append(
    line({ atMs: nowMs - 70 * minuteMs }),
    line({ atMs: nowMs - 40 * minuteMs }),
    line({ atMs: nowMs - 39 * minuteMs }),
    line({ atMs: nowMs, agent: "OTel Go", scope: "traces:write" }),
    // Not through the gate's own question: nobody proved anything.
    line({ auth: "" }),
    line({ token: "" }),
  );
  await newTail().poll();
  const range = { publicId: "Ab3xK9mPq2", fromMs: nowMs - 120 * minuteMs, toMs: nowMs };
  expect(await loadTokenSources(range)).toMatchObject([
    { agent: "OTel Go", scope: "traces:write", requests: 1, lastAtMs: nowMs, longestGapMs: null },
    { agent: "vmagent", scope: "metrics:write", requests: 3, longestGapMs: 30 * minuteMs },
  ]);
  const summary = (await loadUsageSummaries(nowMs)).get("Ab3xK9mPq2");
  expect(summary).toMatchObject({ requests: 4, bytes: 400, failed: 0, lastUse: { agent: "OTel Go", atMs: nowMs } });
  expect(summary?.perHour.slice(-2)).toEqual([1, 3]);
});

test("refusals are counted by kind and source with first and last; whatever an outsider invents stays bounded", async () => {
  const kind = "malformed:github";
  const invented = Array.from({ length: 500 }, (_, index) =>
    line({ refusal: kind, token: "", auth: "", status: 401, address: `10.0.${index >> 8}.${index & 255}` }),
  );
  append(line({ refusal: "wrong-scope", status: 403, auth: "MISS" }), ...invented, ...invented);
  await newTail().poll();
  const refusals = await loadRefusals({ fromMs: nowMs - minuteMs });
  const github = refusals.filter((refusal) => refusal.kind === kind);
  expect(github).toHaveLength(51);
  expect(github.reduce((sum, { count }) => sum + count, 0)).toBe(1000);
  expect(github.find(({ address }) => address === "others")?.count).toBe(900);
  expect(await loadRefusals({ fromMs: nowMs - minuteMs, publicId: "Ab3xK9mPq2" })).toMatchObject([
    { kind: "wrong-scope", count: 1, firstAtMs: nowMs, lastAtMs: nowMs, agent: "vmagent" },
  ]);
  expect(await counted()).toBe(0);
});

test("the console's own request proves the feed and does not count as use; a made-up one does neither", async () => {
  expect(await feedState(nowMs)).toMatchObject({ state: "unknown", provenAtMs: null });
  const own = { refusal: "missing", token: "", auth: "", status: 401, agent: canaryAgent(nowMs) };
  const forged = { ...own, agent: `${canaryAgent(nowMs).slice(0, -4)}0000` };
  append(line(own), line({ ...own, refusal: "", auth: "HIT", status: 204, token: "Ab3xK9mPq2" }), line(forged));
  await newTail().poll();
  expect(await feedState(nowMs + minuteMs)).toEqual({ state: "proven", provenAtMs: nowMs });
  expect(await feedState(nowMs + 5 * minuteMs)).toMatchObject({ state: "unknown", provenAtMs: nowMs });
  expect(await loadProvenMinutes({ fromMs: nowMs - minuteMs, toMs: nowMs })).toEqual(new Set([nowMs]));
  expect(await loadRefusals({ fromMs: nowMs })).toMatchObject([{ kind: "missing", count: 1 }]);
  expect(await counted()).toBe(0);
});

test("a refused push of traces is followed across a restart, belongs to whoever sends from there, and is lost once", async () => {
  const traces = { scope: "traces:write", agent: "OTel Go" };
  const away = { ...traces, refusal: "console-away", token: "", auth: "", status: 503 };
  // Long enough ago that all of it is settled; the reading's clock is this machine's.
  const startMs = Math.floor(Date.now() / 1000) * 1000 - 5 * minuteMs;
  append(
    line({ ...traces, atMs: startMs, bytes: 2300, body: 2000 }),
    line({ ...away, atMs: startMs + 1000, bytes: 300, body: 2000 }),
    line({ ...away, atMs: startMs + 2000, bytes: 300, body: 4700 }),
    // Nobody of ours ever sent from there.
    line({ ...away, atMs: startMs + 2000, bytes: 300, body: 900, address: "10.9.9.9" }),
  );
  const failing = vi.spyOn(db(), "$transaction").mockRejectedValueOnce(new Error("disk is full"));
  await expect(newTail().poll()).rejects.toThrow("disk is full");
  failing.mockRestore();
  const early = vi.spyOn(Date, "now").mockReturnValue(startMs + 10_000);
  await newTail().poll();
  early.mockRestore();
  expect(await loadLosses({ fromMs: startMs })).toEqual([]);

  append(line({ ...traces, atMs: startMs + 12_000, bytes: 2300, body: 2000 }));
  const restarted = newTail();
  for (let polls = 0; polls < 3; polls += 1) await restarted.poll();
  expect(await loadLosses({ fromMs: startMs, publicId: "Ab3xK9mPq2" })).toEqual([
    {
      ...{ publicId: "Ab3xK9mPq2", address: "127.0.0.1", agent: "OTel Go", reason: "console-away" },
      ...{ lost: 1, lostBytes: 5000, late: 1, firstAtMs: startMs + 2000, lastAtMs: startMs + 12_000 },
    },
  ]);
  expect(await loadLosses({ fromMs: startMs })).toHaveLength(1);
});

test("the size of a span follows from what the gate passed on and what Jaeger counted in the same minutes", async () => {
  const traces = { scope: "traces:write", agent: "OTel Go" };
  expect(await loadSpanSize(nowMs)).toBeNull();
  append(
    line({ ...traces, atMs: nowMs - 3 * minuteMs, bytes: 30_000 }),
    line({ ...traces, atMs: nowMs - 2 * minuteMs, bytes: 60_000 }),
    // Refused by Jaeger: its bytes are of no span that was counted.
    line({ ...traces, atMs: nowMs - minuteMs, bytes: 90_000, status: 503 }),
    line({ atMs: nowMs - 2 * minuteMs, bytes: 1_000_000 }),
  );
  await newTail().poll();
  const point = (minutesAgo: number, spans: number) => {
    const perSecond = spans / 60;
    return { atMs: nowMs - minutesAgo * minuteMs, min: perSecond, max: perSecond, average: perSecond };
  };
  const points = [point(4, 6000), point(3, 100), point(2, 200), point(1, 300)];
  await storeSamples([{ subject: "jaeger", figure: "acceptedPerSecond", points }]);
  const size = await loadSpanSize(nowMs);
  expect(size?.bytesPerSpan).toBeCloseTo(300, 0);
  expect(size?.sampledAtMs).toBe(nowMs - 2 * minuteMs);
});

test("records end after 30 days", async () => {
  append(line(), line({ atMs: nowMs - 31 * 24 * 60 * minuteMs, agent: "old" }));
  await newTail().poll();
  await pruneUsage(nowMs);
  expect(await db().tokenUsage.count()).toBe(1);
  expect((await db().tokenSource.findMany()).map(({ agent }) => agent)).toEqual(["vmagent"]);
});

test("what is not a line of the gate's is skipped", async () => {
  append("\n", "nonsense\n", '{"at":1.0,"status":1}\n', `${line().slice(0, 90)}{{{\n`, line());
  await newTail().poll();
  expect(await counted()).toBe(1);
});
