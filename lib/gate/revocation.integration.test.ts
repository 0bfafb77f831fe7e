import { copyFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabaseClient, db } from "@/lib/db/client";
import { disableToken } from "@/lib/tokens/disable-token";
import { enableToken } from "@/lib/tokens/enable-token";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { poll } from "@/scripts/run/test-helpers";
import { readDenyFile } from "./deny-files";
import { cli, createGateWorld, newToken, startWitness } from "./testing/gate-world";

let world: Awaited<ReturnType<typeof createGateWorld>>;
let witness: Awaited<ReturnType<typeof startWitness>>;
const paths = ["/api/v1/write", "/v1/traces"] as const;

beforeAll(async () => {
  witness = await startWitness();
  // Short enough that "longer than the cache" is tested, too long to be what makes a revocation fast.
  world = await createGateWorld({ vmUrl: witness.url, otlpUrl: witness.url, cacheSeconds: 3 });
});
afterAll(async () => {
  await world?.remove();
  witness?.stop();
});

const oneConnection = () => new Agent({ keepAlive: true, maxSockets: 1 });
const agent = oneConnection();
type Attempt = { url: string; startedAt: number; status: number; isKept: boolean };

/** A POST, on the agent's kept connection or on one of its own; `from` is the address it is sent from. */
function attempt(url: string, token: string, own: Agent | false, from = "127.0.0.1"): Promise<Attempt> {
  const headers = { authorization: `Bearer ${token}`, "content-length": 2 };
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const options = { method: "POST", headers, localAddress: from, agent: own };
    const outgoing = request(world.url + url, options, (response) => {
      const found = { url, startedAt, status: response.statusCode ?? 0, isKept: outgoing.reusedSocket };
      response.resume().on("end", () => resolve(found));
    });
    outgoing.on("error", reject).end("{}");
  });
}

const postOnce = async (url: string, token: string, { from = "127.0.0.1", kept = false } = {}) =>
  (await attempt(url, token, kept ? agent : false, from)).status;

/** Sends as fast as answers come, over four kept connections on each path, until it is stopped. */
function startHammering(token: string) {
  const attempts: Attempt[] = [];
  let isOver = false;
  const lines = [...paths, ...paths, ...paths, ...paths].map(async (url) => {
    const own = oneConnection();
    while (!isOver) attempts.push(await attempt(url, token, own));
    own.destroy();
  });
  const stop = async () => {
    isOver = true;
    await Promise.all(lines);
  };
  return { attempts, stop };
}

/** Like `postOnce`, with the console running: if it did not answer in time, senders try again, and so does this. */
const post: typeof postOnce = (...request) =>
  poll("an answer of the console", async () => {
    const status = await postOnce(...request);
    return status === 503 ? undefined : status;
  });

const statuses = (token: string) => Promise.all(paths.map((url) => post(url, token)));

/** Known to the gate on both paths, so that an answer is cached. */
async function knownToken() {
  const made = await newToken();
  expect(await statuses(made.token)).toEqual([204, 204]);
  return made;
}

/** No request that starts after the end is accepted: not on new connections, not on one that was open before. */
async function expectEndedAtOnce(token: string, end: () => Promise<unknown>): Promise<void> {
  for (const url of paths) expect(await post(url, token, { kept: true })).toBe(204);
  await end();
  await expectRefusedForGood(token);
}

async function expectRefusedForGood(token: string): Promise<void> {
  for (const url of paths) {
    expect([await postOnce(url, token), await postOnce(url, token, { kept: true })]).toEqual([401, 401]);
  }
}

test("a revoked token is refused at once on both paths, and never again accepted", async () => {
  const { token, publicId, name } = await knownToken();
  await expectEndedAtOnce(token, () => revokeToken(cli, { publicId, confirmation: name }));

  world.reloadGate();
  await expectRefusedForGood(token);

  await world.killSide();
  await expectRefusedForGood(token);

  // The cache's reboot: nothing is remembered, and nobody can be asked.
  await world.restartGate();
  await expectRefusedForGood(token);

  await world.startSide();
  await expectRefusedForGood(token);
});

test("under full load no request that starts after revoking has returned is accepted, on either path", async () => {
  const { token, publicId, name } = await knownToken();
  const { attempts, stop } = startHammering(token);
  const accepted = () => attempts.filter(({ status }) => status === 204);
  await poll("traffic", async () => (accepted().length > 500 ? true : undefined));
  await revokeToken(cli, { publicId, confirmation: name });
  const returnedAt = performance.now();
  const after = () => attempts.filter(({ startedAt }) => startedAt > returnedAt);
  // Longer than the answers that the gate remembers; the promise is one second.
  await poll("more traffic", async () => (performance.now() - returnedAt > 4000 ? true : undefined));
  await stop();

  for (const url of paths) {
    const before = attempts.filter((one) => one.url === url && one.startedAt < returnedAt);
    expect(
      before.some(({ status, isKept }) => status === 204 && isKept),
      url,
    ).toBe(true);
    const refused = after().filter((one) => one.url === url);
    expect(refused.filter(({ isKept }) => isKept).length, url).toBeGreaterThan(100);
    expect(new Set(refused.map(({ status }) => status)), url).toEqual(new Set([401]));
  }
});

test("revoking holds although the console dies the moment after, with the answer still cached", async () => {
  const { token, publicId, name } = await knownToken();
  await expectEndedAtOnce(token, async () => {
    await revokeToken(cli, { publicId, confirmation: name });
    await world.killSide();
  });
  await world.startSide();
});

test("a restored older database revives nothing: the tombstone is the memory", async () => {
  const { token, publicId, name } = await knownToken();
  const backup = path.join(world.directory, "backup.db");
  await db().$executeRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)");
  copyFileSync(path.join(world.directory, "console.db"), backup);
  await revokeToken(cli, { publicId, confirmation: name });

  await world.killSide();
  await db().$disconnect();
  for (const end of ["", "-wal", "-shm"]) rmSync(path.join(world.directory, `console.db${end}`), { force: true });
  copyFileSync(backup, path.join(world.directory, "console.db"));
  const restored = createDatabaseClient(world.databaseUrl);
  expect((await restored.token.findUnique({ where: { publicId } }))?.revokedAt).toBeNull();

  await world.startSide();
  await expectRefusedForGood(token);
  const revokedAgain = async () => (await restored.token.findUnique({ where: { publicId } }))?.revokedAt ?? undefined;
  expect(await poll("the database's own word", revokedAgain)).toBeInstanceOf(Date);
  await restored.$disconnect();
});

test("disabling acts at once and with the console dead, enabling lets it through again", async () => {
  const { token, publicId } = await knownToken();
  await expectEndedAtOnce(token, () => disableToken(cli, publicId));
  await world.killSide();
  await expectRefusedForGood(token);
  await world.startSide();
  await expectRefusedForGood(token);
  await enableToken(cli, publicId);
  await poll("accepted again", async () => ((await statuses(token)).every((s) => s === 204) ? true : undefined));
});

test("a token that expires gets its deny file when the gate asks, so a dead console cannot bring it back", async () => {
  const { token, publicId } = await knownToken();
  const past = new Date(Date.now() - 1000);
  await db().token.update({ where: { publicId }, data: { expiresAt: past, changeSeq: 1_000_000 } });
  await db().tokenClock.update({ where: { id: 1 }, data: { seq: 1_000_000 } });
  await poll("the refusal", async () => ((await statuses(token)).every((s) => s === 401) ? true : undefined));
  expect(readDenyFile(publicId)).toBe("expired");
  await world.killSide();
  await expectRefusedForGood(token);
  await world.startSide();
});

test.each([
  ["allowed first", ["127.0.0.2", "127.0.0.3"]],
  ["foreign first", ["127.0.0.3", "127.0.0.2"]],
])("a token bound to an address: %s, neither inherits the other's answer", async (_, order) => {
  const { token } = await newToken(["metrics:write"], ["127.0.0.2/32"]);
  const expected = (from: string) => (from === "127.0.0.2" ? 204 : 403);
  for (const from of [...order, ...order]) expect(await post(paths[0], token, { from }), from).toBe(expected(from));
  await world.killSide();
  // The gate knows the one; of the other nobody can say anything.
  expect(await postOnce(paths[0], token, { from: "127.0.0.2" })).toBe(204);
  expect(await postOnce(paths[0], token, { from: "127.0.0.3" })).toBe(503);
  await world.startSide();
});

test("the secret is in no file but the gate's cache", async () => {
  const { token } = await knownToken();
  const holding = (directory: string) =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file).includes(token.slice(17, 49)));
  expect(holding(world.gate().cacheDir).length).toBeGreaterThan(0);
  expect(holding(world.directory)).toEqual([]);
});
