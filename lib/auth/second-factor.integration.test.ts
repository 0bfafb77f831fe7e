import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { UserActor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { checkSecondFactor } from "./check-second-factor";
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from "./enrol-totp";
import { signIn } from "./sign-in";
import { stepUp } from "./step-up";
import { clearIdentity, client, identityDatabase, makeActor, password } from "./testing/identity-database";

const { databaseUrl, settings, remove } = identityDatabase();
let viewer: UserActor;
let secret: string;
let codes: string[];

// A moment in the middle of a step, so that no test straddles two.
const now = new Date(Math.floor(Date.now() / 30_000) * 30_000 + 15_000);
const at = (steps: number) => new Date(now.getTime() + steps * 30_000);
const codeAt = (steps: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: +at(steps) });
const owner = () => db().user.findUniqueOrThrow({ where: { id: viewer.userId } });
const input = (code = "") => ({ email: viewer.email, password, code });

beforeAll(async () => {
  Object.assign(process.env, settings);
  await migrateDatabase({ databaseUrl });
});
beforeEach(async () => {
  await clearIdentity();
  viewer = await makeActor("viewer@obs.test", "viewer");
  secret = (await beginTotp(viewer)).secret;
  codes = await confirmTotp(viewer, { code: codeAt(0) }, now);
});
afterAll(remove);

it("counts only once its first code was right", async () => {
  const other = await makeActor("other@obs.test", "viewer");
  const { qrSvg } = await beginTotp(other);
  expect(qrSvg).toMatch(/^<svg/);
  await expect(confirmTotp(other, { code: "000000x" })).rejects.toMatchObject({ code: "bad-code" });
  expect(await signIn({ ...input(), email: other.email }, client)).toHaveProperty("sessionId");
});

it("is asked for at sign-in, after the password", async () => {
  await expect(signIn({ ...input(codeAt(1)), password: "wrong" }, client)).rejects.toMatchObject({
    reason: "bad-credentials",
  });
  await expect(signIn(input(), client)).rejects.toMatchObject({ reason: "code-needed" });
  await expect(signIn(input("abcdef"), client)).rejects.toMatchObject({ reason: "bad-code" });
});

it("takes each code once, also when it comes twice at the same moment, and none from before", async () => {
  const user = await owner();
  expect(await checkSecondFactor(user, codeAt(0), now)).toBe(false);
  const twice = await Promise.all([1, 2].map(() => checkSecondFactor(user, codeAt(1), at(1))));
  expect(twice.filter(Boolean)).toHaveLength(1);
  expect(await checkSecondFactor(user, codeAt(0), at(1))).toBe(false);
  expect(await checkSecondFactor(user, codeAt(3), at(2))).toBe(true);
  expect(await checkSecondFactor(user, codeAt(8), at(5))).toBe(false);
});

it("gives way to a recovery code once, however it is typed", async () => {
  const [code = ""] = codes;
  expect(await signIn(input(` ${code.toUpperCase().replaceAll("-", " ")}`), client)).toHaveProperty("sessionId");
  await expect(signIn(input(code), client)).rejects.toMatchObject({ reason: "bad-code" });
  const fresh = await renewRecoveryCodes(viewer);
  expect(await checkSecondFactor(await owner(), codes[1] ?? "")).toBe(false);
  expect(await checkSecondFactor(await owner(), fresh[0] ?? "")).toBe(true);
});

it("does not take another user's recovery code", async () => {
  const other = await makeActor("other@obs.test", "viewer");
  const begun = await beginTotp(other);
  const code = new TOTP({ secret: Secret.fromBase32(begun.secret) }).generate({ timestamp: +now });
  const [theirs = ""] = await confirmTotp(other, { code }, now);
  expect(await checkSecondFactor(await owner(), theirs)).toBe(false);
});

it("is what a step-up asks for; the password alone is less than a sign-in takes", async () => {
  await stepUp(viewer, { proof: codeAt(1) }, client.address, at(1));
  await expect(stepUp(viewer, { proof: codeAt(1) }, client.address, at(1))).rejects.toMatchObject({
    code: "bad-proof",
  });
  await expect(stepUp(viewer, { proof: password }, client.address)).rejects.toMatchObject({ code: "bad-proof" });
});

it("knowing the password allows no more than five guesses at the code", async () => {
  for (let n = 0; n < 5; n += 1) {
    await expect(signIn(input("no"), client)).rejects.toMatchObject({ reason: "bad-code" });
    await signIn(input(), client).catch(() => {});
  }
  await expect(signIn(input(codes[0]), client)).rejects.toMatchObject({ name: "ThrottledError" });
});

it("is in no table in plain text, and is gone when turned off", async () => {
  const tables = [db().user.findMany(), db().recoveryCode.findMany(), db().auditEvent.findMany()];
  const text = JSON.stringify(await Promise.all(tables), (_key, value) => (typeof value === "bigint" ? "" : value));
  for (const hidden of [secret, ...codes, password]) expect(text).not.toContain(hidden);
  await removeTotp(viewer);
  expect(await owner()).toMatchObject({ totpSecret: null, totpPendingSecret: null });
  expect(await db().recoveryCode.count()).toBe(0);
});
