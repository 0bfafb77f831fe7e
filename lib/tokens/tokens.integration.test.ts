import { createClient } from "@libsql/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/actor/actor";
import { createDatabaseClient, db } from "@/lib/db/client";
import { DatabaseBusyError } from "@/lib/db/write-transaction";
import { readDenyFile, removeDenyFile, writeDenyFile } from "@/lib/gate/deny-files";
import { processState } from "@/lib/runtime/process-state";
import { adoptToken } from "./adopt-token";
import { createToken } from "./create-token";
import { disableToken } from "./disable-token";
import { enableToken } from "./enable-token";
import { revokeToken } from "./revoke-token";
import { rotateToken } from "./rotate-token";
import { settleDenyFiles } from "./settle-deny-files";
import { useTokenDatabase } from "./testing/use-token-database";
import { verifyToken } from "./verify-token";

const cli: Actor = { kind: "cli" };
const admin = { kind: "user", userId: "1", email: "a@example.com", sessionId: "s", steppedUpAtMs: null } as const;
const dayMs = 24 * 3_600_000;
let database: Awaited<ReturnType<typeof useTokenDatabase>>;

beforeAll(async () => {
  database = await useTokenDatabase();
  // The wait of a real call is 5 s, four times.
  processState("db", () => createDatabaseClient(database.databaseUrl, 100));
});
afterAll(async () => {
  await db().$disconnect();
  await database.remove();
});

let count = 0;
const freshName = () => `sender ${++count}`;
const input = (name = freshName()) => ({ name, scopes: ["metrics:write" as const], expires: "90d" });
const verdict = (token: string, nowMs = Date.now()) =>
  verifyToken({ authorization: `Bearer ${token}`, scope: "metrics:write", address: "127.0.0.1", nowMs });

test("a created token works at once and leaves nothing of its secret in the database", async () => {
  const { token, view } = await createToken(cli, { ...input(), note: "for the api", cidrs: ["127.0.0.0/8"] });
  expect(await verdict(token)).toEqual({ ok: true, publicId: view.publicId });
  expect(view).toMatchObject({ state: "active", masked: `hdobs_${view.publicId}...`, createdBy: "cli" });
  expect((view.expiresAtMs ?? 0) - view.createdAtMs).toBe(90 * dayMs);
  const client = createClient({ url: database.databaseUrl });
  const dump = [];
  for (const table of ["token", "audit_event", "token_clock"])
    dump.push((await client.execute(`SELECT * FROM ${table}`)).rows);
  client.close();
  // Neither the token nor the part of it that is secret.
  expect(JSON.stringify(dump)).toContain(view.publicId);
  expect(JSON.stringify(dump)).not.toContain(token.slice(16, 49));
});

test("a viewer may do nothing, an admin who has not stepped up may only disable", async () => {
  const viewer: Actor = { ...admin, role: "viewer" };
  const unconfirmed: Actor = { ...admin, role: "admin" };
  const { view } = await createToken(cli, input());
  const { publicId, name } = view;
  const needed = { code: "step-up-needed" };
  for (const [actor, refusal] of [
    [viewer, { code: "not-allowed" }],
    [unconfirmed, needed],
  ] as const) {
    await expect(createToken(actor, input())).rejects.toMatchObject(refusal);
    await expect(rotateToken(actor, { publicId })).rejects.toMatchObject(refusal);
    await expect(revokeToken(actor, { publicId, confirmation: name })).rejects.toMatchObject(refusal);
    await expect(adoptToken(actor, { ...input(), token: "a".repeat(40) })).rejects.toMatchObject(refusal);
  }
  await expect(disableToken(viewer, publicId)).rejects.toMatchObject({ code: "not-allowed" });
  await expect(enableToken(viewer, publicId)).rejects.toMatchObject({ code: "not-allowed" });
  expect((await disableToken(unconfirmed, publicId)).state).toBe("disabled");
  await expect(enableToken(unconfirmed, publicId)).rejects.toMatchObject(needed);
});

test("two tabs that create the same name at the same moment: one token, the other is told", async () => {
  const name = freshName();
  const results = await Promise.allSettled([
    createToken(cli, input(name)),
    createToken(cli, input(name.toUpperCase())),
  ]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refused = results.find((result) => result.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "name-taken", errors: { name: expect.stringContaining("already") } });
  expect(await db().token.count({ where: { nameKey: name } })).toBe(1);
});

test("two rotations at the same moment: one wins, the other is told; both tokens work", async () => {
  const { token, view } = await createToken(cli, input());
  const results = await Promise.allSettled([
    rotateToken(cli, { publicId: view.publicId }),
    rotateToken(cli, { publicId: view.publicId }),
  ]);
  const won = results.find((result) => result.status === "fulfilled");
  expect(results.find((result) => result.status === "rejected")?.reason).toMatchObject({ code: "is-rotating" });
  expect(won?.value.view).toMatchObject({ name: view.name, replaces: view.publicId, state: "active" });
  expect(await verdict(token)).toMatchObject({ ok: true });
  expect(await verdict(won?.value.token ?? "")).toMatchObject({ ok: true });
  expect(await db().token.count({ where: { replaces: view.publicId } })).toBe(1);
});

test("a rotation ends at the latest after 7 days, never past the old expiry", async () => {
  const short = await createToken(cli, { ...input(), expires: "2d" });
  await rotateToken(cli, { publicId: short.view.publicId });
  const row = await db().token.findUniqueOrThrow({ where: { publicId: short.view.publicId } });
  expect(row.rotationEndsAt).toEqual(row.expiresAt);
  const long = await createToken(cli, { ...input(), expires: "never" });
  const nowMs = Date.now();
  const { view } = await rotateToken(cli, { publicId: long.view.publicId }, nowMs);
  expect(view.expiresAtMs).toBeNull();
  const other = await db().token.findUniqueOrThrow({ where: { publicId: long.view.publicId } });
  expect(other.rotationEndsAt?.getTime()).toBe(nowMs + 7 * dayMs);
});

test("expired, revoked and disabled tokens cannot be rotated", async () => {
  const { view } = await createToken(cli, input());
  await disableToken(cli, view.publicId);
  await expect(rotateToken(cli, view)).rejects.toMatchObject({ code: "is-disabled" });
  await enableToken(cli, view.publicId);
  await expect(rotateToken(cli, view, Date.now() + 91 * dayMs)).rejects.toMatchObject({ code: "is-expired" });
  await revokeToken(cli, { publicId: view.publicId, confirmation: view.name });
  await expect(rotateToken(cli, view)).rejects.toMatchObject({ code: "is-revoked" });
  await expect(enableToken(cli, view.publicId)).rejects.toMatchObject({ code: "is-revoked" });
});

test("revoking needs the typed name, writes a tombstone, frees the name, and is final", async () => {
  const { token, view } = await createToken(cli, input());
  const { publicId, name } = view;
  await expect(revokeToken(cli, { publicId, confirmation: "no" })).rejects.toMatchObject({ code: "bad-input" });
  expect(readDenyFile(publicId)).toBeNull();
  expect((await revokeToken(cli, { publicId, confirmation: name })).state).toBe("revoked");
  expect(readDenyFile(publicId)).toBe("revoked");
  expect(await verdict(token)).toMatchObject({ ok: false, reason: "revoked" });
  await expect(revokeToken(cli, { publicId, confirmation: name })).rejects.toMatchObject({ code: "is-revoked" });
  expect((await createToken(cli, input(name))).view.name).toBe(name);
});

test("a successor that was lost is revoked, and the old token is as before", async () => {
  const { token, view } = await createToken(cli, input());
  const successor = await rotateToken(cli, { publicId: view.publicId });
  await revokeToken(cli, { publicId: successor.view.publicId, confirmation: view.name });
  expect(await verdict(successor.token)).toMatchObject({ reason: "revoked" });
  expect(await verdict(token)).toMatchObject({ ok: true });
  expect((await rotateToken(cli, { publicId: view.publicId })).view.replaces).toBe(view.publicId);
});

test("disabled and enabled tokens have and lose their deny file; an expired one gets it in time", async () => {
  const { view } = await createToken(cli, { ...input(), expires: "1d" });
  await disableToken(cli, view.publicId);
  expect(readDenyFile(view.publicId)).toBe("disabled");
  await enableToken(cli, view.publicId);
  expect(readDenyFile(view.publicId)).toBeNull();
  await settleDenyFiles(Date.now() + 2 * dayMs);
  expect(readDenyFile(view.publicId)).toBe("expired");
  // The clock jumped ahead by mistake and came back: the token lives again.
  await settleDenyFiles();
  expect(readDenyFile(view.publicId)).toBeNull();
});

test("an older database cannot revive a revoked token", async () => {
  const { token, view } = await createToken(cli, input());
  writeDenyFile(view.publicId, "revoked");
  expect(await settleDenyFiles()).toContain(view.publicId);
  expect(await verdict(token)).toMatchObject({ reason: "revoked" });
  expect(() => removeDenyFile(view.publicId)).toThrow("final");
});

test("the clock jumping an hour either way gives no wrong answer about a token with more than that to live", async () => {
  const { token } = await createToken(cli, { ...input(), expires: "1d" });
  for (const jumpMs of [-3_600_000, 3_600_000]) {
    expect(await verdict(token, Date.now() + jumpMs)).toMatchObject({ ok: true });
    const made = await createToken(cli, input(), Date.now() + jumpMs);
    expect(await verdict(made.token)).toMatchObject({ ok: true });
  }
});

test("the plan's old token is adopted by its digest, once; others are refused with the reason", async () => {
  const old = "0123456789abcdef".repeat(4);
  const adopted = await adoptToken(cli, { ...input(), expires: "never", token: `${old}\n` });
  expect(adopted).toMatchObject({ format: "legacy", publicId: "legacy_01234567", masked: "01234567..." });
  expect(await verdict(old)).toEqual({ ok: true, publicId: "legacy_01234567" });
  expect(await verdict(`${old.slice(0, -1)}0`)).toMatchObject({ reason: "unknown" });
  const refusal = (token: string) => adoptToken(cli, { ...input(), token }).catch((error: Error) => error.message);
  expect(await refusal(old)).toContain("is here already");
  expect(await refusal(`ab+/abcd${"x".repeat(40)}`)).toContain("first 8");
  expect(await refusal("short")).toContain("32 to 200");
  expect(await refusal("ghp_16C7e42F292c6912E7710c838347Ae178B4a")).toContain("GitHub");
  expect(await refusal((await createToken(cli, input())).token)).toContain("own format");
});

test("wrong fields are named, and nothing is stored", async () => {
  const before = await db().token.count();
  const wrong = (change: object) =>
    createToken(cli, { ...input(), ...change }).catch((error: Error & { issues?: { message: string }[] }) => {
      return error.issues?.[0]?.message ?? error.message;
    });
  expect(await wrong({ name: "" })).toContain("name");
  expect(await wrong({ name: "x".repeat(61) })).toContain("60");
  expect(await wrong({ name: "<b>" })).toContain("Letters");
  expect(await wrong({ name: "a".repeat(40) })).toContain("token");
  expect(await wrong({ scopes: [] })).toContain("at least one");
  expect(await wrong({ cidrs: ["10.0.0.0/33"] })).toContain("10.0.0.0/33");
  for (const expires of ["", "0d", "9999d", "2020-01-01", "2027-02-31", "tomorrow", "-1d"]) {
    expect(await wrong({ expires })).toContain("never");
  }
  expect(await db().token.count()).toBe(before);
});

test("a locked database: a clear error, nothing half-written, and it works once it is free", async () => {
  const { token, view } = await createToken(cli, input());
  const holder = createClient({ url: database.databaseUrl });
  const lock = await holder.transaction("write");
  await lock.execute("UPDATE token_clock SET seq = seq");
  const refused = revokeToken(cli, { publicId: view.publicId, confirmation: view.name });
  await expect(refused).rejects.toThrow(DatabaseBusyError);
  await expect(createToken(cli, input())).rejects.toThrow("Nothing was saved");
  expect(readDenyFile(view.publicId)).toBeNull();
  expect(await verdict(token)).toMatchObject({ ok: true });
  await lock.rollback();
  holder.close();
  expect((await revokeToken(cli, { publicId: view.publicId, confirmation: view.name })).state).toBe("revoked");
});
