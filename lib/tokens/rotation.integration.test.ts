import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { readDenyFile } from "@/lib/gate/deny-files";
import { createToken } from "./create-token";
import { endRotations } from "./end-rotations";
import { getToken } from "./get-token";
import { listTokens } from "./list-tokens";
import { loadUsageSeries } from "./load-usage-series";
import { dismissNotices, loadNotices, raiseNotices } from "./notices";
import { rotateToken } from "./rotate-token";
import { tellExpiry } from "./tell-expiry";
import { useTokenDatabase } from "./testing/use-token-database";

const cli: Actor = { kind: "cli" };
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** A whole minute, some hours back, so that nothing here depends on the second at which it runs. */
const startMs = Math.floor((Date.now() - 6 * 60 * minuteMs) / minuteMs) * minuteMs;
let database: Awaited<ReturnType<typeof useTokenDatabase>>;

beforeAll(async () => {
  database = await useTokenDatabase();
});
afterAll(async () => {
  await db().$disconnect();
  await database.remove();
});

const input = (name: string, expires = "90d") => ({ name, scopes: ["metrics:write" as const], expires });

/** As the reader of the gate's log stores it: a source's requests in the minutes of `from` to `to` after the start. */
async function use(publicId: string, agent: string, from: number, to: number): Promise<void> {
  const at = (minute: number) => new Date(startMs + minute * minuteMs);
  const key = { publicId, scope: "metrics:write", address: "10.0.0.7", agent };
  const source = await db().tokenSource.upsert({
    where: { publicId_scope_address_agent: key },
    create: { ...key, firstAt: at(from), lastAt: at(to) },
    update: { lastAt: at(to) },
  });
  const minutes = Array.from({ length: to - from + 1 }, (_, index) => startMs / minuteMs + from + index);
  await db().tokenUsage.createMany({
    data: minutes.map((minute) => ({ sourceId: source.id, minute, requests: 4, bytes: 100n, failed: 0 })),
  });
}

async function prove(from: number, to: number): Promise<void> {
  const minutes = Array.from({ length: to - from + 1 }, (_, index) => ({ minute: startMs / minuteMs + from + index }));
  await db().gateProof.createMany({ data: minutes });
}

const at = (minute: number) => startMs + minute * minuteMs;

test("a rotation ends by evidence: both sources moved, then 10 proven minutes of silence, and the old one is a tombstone", async () => {
  const old = await createToken(cli, input("vmagent"), at(-60));
  const oldId = old.view.publicId;
  await use(oldId, "vmagent-a", -60, 5);
  await use(oldId, "vmagent-b", -60, 3);
  const { view } = await rotateToken(cli, { publicId: oldId }, at(0));
  await use(view.publicId, "vmagent-a", 6, 40);
  await prove(0, 30);

  expect(await endRotations(at(31))).toEqual([]);
  const waiting = await getToken(cli, oldId, at(31));
  expect(waiting?.rotation?.sources.map(({ label, hasNew }) => [label.split(" ")[0], hasNew]).sort()).toEqual([
    ["vmagent-a", true],
    ["vmagent-b", false],
  ]);
  await use(view.publicId, "vmagent-b", 20, 40);
  expect(await endRotations(at(15))).toEqual([]);
  expect(await endRotations(at(31))).toEqual([oldId]);
  expect(readDenyFile(oldId)).toBe("revoked");
  const ended = await getToken(cli, oldId, at(32));
  expect(ended).toMatchObject({ rotation: null, token: { state: "revoked", replacedBy: view.publicId } });
  expect(ended?.history[0]).toMatchObject({ action: "token.revoke", actorName: "system:rotation" });
  expect(await endRotations(at(33))).toEqual([]);
});

test("with the feed silent a rotation does not end before its bound, and ends at it", async () => {
  const old = await createToken(cli, input("silent"), at(100));
  await rotateToken(cli, { publicId: old.view.publicId }, at(100));
  expect(await endRotations(at(100) + 6 * dayMs)).toEqual([]);
  expect(await endRotations(at(100) + 7 * dayMs)).toEqual([old.view.publicId]);
});

test("usage is 0 in proven minutes, unknown in others, and the list tells 'never used' from 'unknown'", async () => {
  const fresh = await createToken(cli, input("fresh"), at(0));
  const series = await loadUsageSeries(cli, { publicId: fresh.view.publicId, range: "1h" }, at(60));
  expect(series.lines).toEqual([]);
  const [vmagent] = await db().token.findMany({ where: { name: "vmagent", replaces: { not: null } } });
  const used = await loadUsageSeries(cli, { publicId: vmagent?.publicId ?? "", range: "1h" }, at(60));
  const values = used.lines.find(({ agent }) => agent === "vmagent-b")?.requests ?? [];
  const of = (minute: number) => values[used.timesMs.indexOf(at(minute))];
  expect([of(10), of(25), of(50)]).toEqual([0, 4, null]);
  const use = async (nowMs: number) =>
    (await listTokens(cli, {}, nowMs)).tokens.find(({ name }) => name === "fresh")?.use.state;
  expect(await use(at(31))).toBe("never");
  expect(await use(at(60))).toBe("unknown");
});

test("notices before expiry come once each, go when dismissed, and come again when the next is due", async () => {
  const { view } = await createToken(cli, input("ending", "90d"), at(0));
  const end = view.expiresAtMs ?? 0;
  const mine = async (nowMs: number) => {
    await raiseNotices(nowMs);
    await raiseNotices(nowMs);
    return (await loadNotices(cli, nowMs)).filter(({ name }) => name === "ending").map(({ daysBefore }) => daysBefore);
  };
  expect(await mine(end - 31 * dayMs)).toEqual([]);
  expect(await mine(end - 30 * dayMs)).toEqual([30]);
  await dismissNotices(cli, view.publicId, end - 29 * dayMs);
  expect(await mine(end - 20 * dayMs)).toEqual([]);
  expect(await mine(end - 14 * dayMs)).toEqual([14]);
  expect(await mine(end - 7 * dayMs)).toEqual([7]);
  expect(await mine(end + dayMs)).toEqual([]);
});

test("an expiring token raises one alert that grows graver, and is over once the token is replaced", async () => {
  const { view } = await createToken(cli, input("told", "90d"), at(0));
  const end = view.expiresAtMs ?? 0;
  const key = `token-expiry:${view.publicId}`;
  const told = async (nowMs: number) => {
    await raiseNotices(nowMs);
    await tellExpiry(nowMs);
    return (await db().alert.findMany({ where: { key } })).map(({ severity, resolvedAt }) => [
      severity,
      resolvedAt === null,
    ]);
  };
  expect(await told(end - 31 * dayMs)).toEqual([]);
  expect(await told(end - 30 * dayMs)).toEqual([["info", true]]);
  expect(await told(end - 6 * dayMs)).toEqual([["warn", true]]);
  await rotateToken(cli, { publicId: view.publicId }, end - 5 * dayMs);
  expect(await told(end - 5 * dayMs + 1)).toEqual([["warn", false]]);
});
