import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabaseClient } from "@/lib/db/client";
import { generateToken } from "./format";
import { createTokenDatabase, storeTokens } from "./testing/token-database";
import { TokenIndex } from "./token-index";
import { verifyToken } from "./verify-token";

type Database = Awaited<ReturnType<typeof createTokenDatabase>>;
let database: Database;
let made: { token: string; publicId: string }[] = [];
let index: TokenIndex;

beforeAll(async () => {
  database = await createTokenDatabase();
  made = await storeTokens(database.client, 50_000);
  index = new TokenIndex(() => database.client);
  await index.sync();
});
afterAll(() => database.remove());

const tokenAt = (at: number) => made[at] ?? { token: "", publicId: "" };
const ask = (token: string, change = {}) =>
  verifyToken(
    {
      authorization: `Bearer ${token}`,
      scope: "metrics:write",
      address: "127.0.0.1",
      nowMs: Date.now(),
      ...change,
    },
    index,
  );
const change = async (publicId: string, data: object, client = database.client) => {
  const { seq } = await client.tokenClock.update({ where: { id: 1 }, data: { seq: { increment: 1 } } });
  await client.token.update({ where: { publicId }, data: { ...data, changeSeq: seq } });
  return seq;
};

test("50,000 tokens: half of the answers within 1 ms", async () => {
  expect(index.size).toBe(50_000);
  const times: number[] = [];
  for (let at = 0; at < 4000; at += 1) {
    const startedAt = performance.now();
    const verdict = await ask(tokenAt((at * 7919) % 50_000).token);
    times.push(performance.now() - startedAt);
    expect(verdict.ok).toBe(true);
  }
  times.sort((a, b) => a - b);
  expect(times[2000]).toBeLessThan(1);
});

test("while 50,000 tokens are read at the start, each is judged already", async () => {
  const cold = new TokenIndex(() => database.client);
  const question = { scope: "metrics:write" as const, address: "127.0.0.1", nowMs: Date.now() };
  const judge = (token: string) => verifyToken({ ...question, authorization: `Bearer ${token}` }, cold);
  const { token, publicId } = tokenAt(49_999);
  expect(await judge(token)).toEqual({ ok: true, publicId });
  expect(await judge(generateToken().token)).toMatchObject({ ok: false, reason: "unknown" });
  expect(cold.size, "it did not wait for all of them").toBe(0);
  await cold.sync();
  expect(cold.size).toBe(50_000);
});

test("a right public id with another secret is unknown, and not counted as that token's", async () => {
  const other = generateToken().token;
  expect(await ask(other)).toEqual({ ok: false, status: 401, reason: "unknown" });
  await change(tokenAt(0).publicId, { digest: "00".repeat(32) });
  await expect.poll(() => ask(tokenAt(0).token)).toEqual({ ok: false, status: 401, reason: "unknown" });
});

test("each state has its reason; scope and address are 403", async () => {
  const { token, publicId } = tokenAt(1);
  const past = new Date(Date.now() - 1000);
  expect(await ask(token, { scope: "traces:write" })).toMatchObject({ status: 403, reason: "wrong-scope", publicId });
  await change(publicId, { cidrs: "10.0.0.0/8 2001:db8::/32" });
  await expect.poll(() => ask(token)).toMatchObject({ status: 403, reason: "wrong-address", publicId });
  for (const address of ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1"]) {
    expect(await ask(token, { address })).toEqual({ ok: true, publicId });
  }
  for (const address of ["11.0.0.1", "2001:db9::1", "", "10.0.0.0/8"]) {
    expect(await ask(token, { address })).toMatchObject({ ok: false, reason: "wrong-address" });
  }
  await change(publicId, { disabledAt: past, cidrs: "" });
  await expect.poll(() => ask(token)).toMatchObject({ status: 401, reason: "disabled" });
  await change(publicId, { expiresAt: past });
  await expect.poll(() => ask(token)).toMatchObject({ status: 401, reason: "expired" });
  await change(publicId, { revokedAt: past });
  await expect.poll(() => ask(token)).toMatchObject({ status: 401, reason: "revoked" });
});

test("what another process changes holds here soon, and a token it made works at once", async () => {
  const beside = createDatabaseClient(database.databaseUrl);
  const { token, publicId } = tokenAt(2);
  expect(await ask(token)).toEqual({ ok: true, publicId });
  const seq = await change(publicId, { revokedAt: new Date() }, beside);
  await expect.poll(() => ask(token)).toMatchObject({ reason: "revoked" });
  const [fresh] = await storeTokens(beside, 1, seq + 1);
  expect(await ask(fresh?.token ?? "")).toEqual({ ok: true, publicId: fresh?.publicId });
  // Also right after somebody asked about another that nobody knows.
  for (let more = 2; more < 30; more += 1) {
    const stranger = ask(generateToken().token);
    const [another] = await storeTokens(beside, 1, seq + more);
    expect(await ask(another?.token ?? "")).toEqual({ ok: true, publicId: another?.publicId });
    expect(await stranger).toMatchObject({ reason: "unknown" });
  }
  await beside.$disconnect();
});

test("an older database in place of the present one is read afresh", async () => {
  const older = await createTokenDatabase();
  let client = database.client;
  const moved = new TokenIndex(() => client);
  await moved.sync();
  const [only] = await storeTokens(older.client, 1);
  client = older.client;
  await moved.sync();
  expect(moved.size).toBe(1);
  expect(await moved.find(only?.publicId ?? "")).not.toBeNull();
  await older.remove();
});

test("with the database gone, a token in memory is still judged and an unknown one gets no answer", async () => {
  const failing = new TokenIndex(() => {
    if (isGone) throw new Error("disk I/O error");
    return database.client;
  });
  let isGone = false;
  await failing.sync();
  isGone = true;
  const { token, publicId } = tokenAt(3);
  const question = { scope: "metrics:write" as const, address: "127.0.0.1", nowMs: Date.now() };
  await expect
    .poll(() => verifyToken({ ...question, authorization: `Bearer ${token}` }, failing))
    .toEqual({ ok: true, publicId });
  const unknown = generateToken().token;
  await expect(verifyToken({ ...question, authorization: `Bearer ${unknown}` }, failing)).rejects.toThrow("disk I/O");
});
