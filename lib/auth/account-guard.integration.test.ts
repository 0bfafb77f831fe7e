import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { UserActor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { changePassword } from "./change-password";
import { changeRole, resetPassword, setUserDisabled, unlockUser } from "./change-user";
import { lockMs, wrongCodesMax } from "./code-lock";
import { beginTotp, confirmTotp } from "./enrol-totp";
import { loadRefusals } from "./load-refusals";
import { recoverAccount } from "./recover-account";
import { loadLink, setPasswordByLink } from "./set-password-by-link";
import { signIn } from "./sign-in";
import { signInOidc } from "./sign-in-oidc";
import { stepUp } from "./step-up";
import { beginOidcStepUp } from "./step-up-oidc";
import { stepUpWays } from "./step-up-ways";
import { clearIdentity, client, identityDatabase, makeActor, password } from "./testing/identity-database";

const { databaseUrl, settings, remove } = identityDatabase();
const cli = { kind: "cli" } as const;
let admin: UserActor;
let codes: string[] = [];
let secret = "";

const now = new Date(Math.floor(Date.now() / 30_000) * 30_000 + 15_000);
const codeAt = (steps: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: now.getTime() + steps * 30_000 });
/** A code that is none of the three that hold now. */
const wrongCode = () =>
  ["000000", "111111", "222222", "333333"].find((code) => ![-1, 0, 1, 2].map(codeAt).includes(code));
const from = (n: number) => ({ ...client, address: `198.51.100.${n}` });
const given = (code: string) => ({ email: admin.email, password, code });

async function enrol(actor: UserActor): Promise<void> {
  const begun = await beginTotp(actor);
  secret = begun.secret;
  codes = await confirmTotp(actor, { code: codeAt(0) }, now);
}
const actions = async () => (await db().auditEvent.findMany({ orderBy: { seq: "asc" } })).map(({ action }) => action);

beforeAll(async () => {
  Object.assign(process.env, settings, {
    OBS_OIDC_ISSUER: "https://id.test",
    OBS_OIDC_CLIENT_ID: "obs",
    OBS_OIDC_CLIENT_SECRET: "secret",
    OBS_OIDC_ALLOWED_DOMAIN: "obs.test",
  });
  await migrateDatabase({ databaseUrl });
});
beforeEach(async () => {
  await clearIdentity();
  await db().alert.deleteMany();
  admin = await makeActor("admin@obs.test", "admin");
});
afterAll(remove);

describe("wrong codes after a right password", () => {
  const guess = async (n: number, code = wrongCode() ?? "") =>
    await signIn(given(code), from(n)).catch((error) => error);

  it("lock the account after ten, from any addresses, with an audit row, an alert and ways out", async () => {
    await enrol(admin);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => guess(n + 1)));
    const judged = answers.filter((error) => error.reason === "bad-code");
    expect(judged).toHaveLength(wrongCodesMax);
    expect(answers.filter((error) => error.code === "codes-locked")).toHaveLength(20);
    // The right code is not looked at either: that is what a lock is.
    expect(await guess(40, codeAt(1))).toMatchObject({ code: "codes-locked" });
    expect(await actions()).toContain("user.lock-codes");
    const alert = await db().alert.findFirstOrThrow({ where: { openKey: { not: null } } });
    expect(alert).toMatchObject({ severity: "bad", title: "Somebody is guessing the codes of admin@obs.test" });
    // A recovery code is a way out, and ends the lock.
    await signIn(given(codes[0] ?? ""), from(41));
    expect(await db().alert.count({ where: { openKey: { not: null } } })).toBe(0);
    expect(await db().user.findUniqueOrThrow({ where: { id: admin.userId } })).toMatchObject({ codeFailures: 0 });
  });

  it("count in a step-up too, and an admin, a new password or the command line unlocks", async () => {
    await enrol(admin);
    const lock = () =>
      db().user.update({
        where: { id: admin.userId },
        data: { codeFailures: 12, codeLockedUntil: new Date(Date.now() + 60_000) },
      });
    const isLocked = async () =>
      (await db().user.findUniqueOrThrow({ where: { id: admin.userId } })).codeLockedUntil !== null;
    await lock();
    await expect(stepUp(admin, { proof: codeAt(1) }, client.address)).rejects.toMatchObject({
      code: "codes-locked",
    });
    await unlockUser(cli, admin.userId);
    expect(await isLocked()).toBe(false);
    await lock();
    await changePassword(admin, { current: password, next: `${password} anew` }, client.address);
    expect(await isLocked()).toBe(false);
    await lock();
    await recoverAccount(admin.email);
    expect(await isLocked()).toBe(false);
  });

  it("cannot be caused by somebody who does not know the password", async () => {
    await enrol(admin);
    for (let n = 1; n <= 15; n += 1) await signIn({ ...given("000000"), password: "wrong" }, from(n)).catch(() => {});
    expect(await db().user.findUniqueOrThrow({ where: { id: admin.userId } })).toMatchObject({ codeFailures: 0 });
  });

  it("lock for longer each time, up to a day", () => {
    expect([9, 10, 11, 12, 17, 99].map((failures) => lockMs(failures) / 60_000)).toEqual([0, 15, 30, 60, 1440, 1440]);
  });
});

it("refused sign-ins are audited, folded, without what was typed, and shown to their owner", async () => {
  const watched = await makeActor("watched@obs.test", "viewer");
  const rowsOf = (subjectId: string) => db().auditEvent.findMany({ where: { action: "session.refuse", subjectId } });
  for (let n = 1; n <= 14; n += 1) {
    await signIn({ email: watched.email, password: `guess-${n}-of-mine` }, from(n + 60)).catch(() => {});
  }
  await signIn({ email: "my-password-in-the-wrong-field", password: "x" }, from(99)).catch(() => {});
  await expect.poll(async () => (await rowsOf(watched.userId)).length).toBe(10);
  await expect.poll(async () => (await rowsOf("")).length).toBe(1);
  expect(JSON.stringify([...(await rowsOf(watched.userId)), ...(await rowsOf(""))])).not.toMatch(/of-mine|wrong-field/);
  const own = await loadRefusals(watched);
  expect(own).toHaveLength(10);
  expect(own[0]).toMatchObject({ reason: "wrong password", address: expect.stringMatching(/^198\.51\.100\./) });
});

describe("reset and invitation links", () => {
  const link = async () => (await resetPassword(cli, admin.userId)).secret;
  const dead = { code: "dead-link" };

  it("die when the password changes, by its owner or by another link", async () => {
    const first = await link();
    await changePassword(admin, { current: password, next: `${password} anew` }, client.address);
    await expect(loadLink(first)).rejects.toMatchObject(dead);
    const second = await link();
    await setPasswordByLink({ secret: second, next: `${password} again` });
    await expect(loadLink(second)).rejects.toMatchObject(dead);
    expect(await db().oneTimeLink.count({ where: { usedAt: null } })).toBe(0);
  });

  it("die when the user is disabled, and stay dead when enabled again", async () => {
    await makeActor("other@obs.test", "admin");
    const secretOfLink = await link();
    await setUserDisabled(cli, admin.userId, true);
    await expect(loadLink(secretOfLink)).rejects.toMatchObject(dead);
    await setUserDisabled(cli, admin.userId, false);
    await expect(loadLink(secretOfLink)).rejects.toMatchObject(dead);
  });

  it("die when the account is recovered from the host", async () => {
    const secretOfLink = await link();
    await recoverAccount(admin.email);
    await expect(setPasswordByLink({ secret: secretOfLink, next: "thief of the link" })).rejects.toMatchObject(dead);
  });
});

describe("a step-up", () => {
  it("is dropped in other sessions when a second factor is added", async () => {
    const { sessionId } = await signIn(given(""), client);
    await db().session.updateMany({ data: { steppedUpAt: new Date() } });
    await enrol(admin);
    const other = await db().session.findUniqueOrThrow({ where: { id: sessionId } });
    const own = await db().session.findUniqueOrThrow({ where: { id: admin.sessionId } });
    expect([other.steppedUpAt, own.steppedUpAt === null]).toEqual([null, false]);
  });

  it("is needed to change the password of an account with a second factor: password and cookie are not enough", async () => {
    const unproven = { ...admin, steppedUpAtMs: null };
    const change = { current: password, next: `${password} anew` };
    await enrol(admin);
    await expect(changePassword(unproven, change, client.address)).rejects.toMatchObject({ code: "step-up-needed" });
    await expect(signIn({ email: admin.email, password: change.next }, client)).rejects.toMatchObject({
      reason: "bad-credentials",
    });
    await changePassword(admin, change, client.address);
  });

  it("is needed to begin and to confirm a second factor, whoever vouches for the sign-in", async () => {
    const unproven = { ...admin, steppedUpAtMs: null };
    await db().user.update({ where: { id: admin.userId }, data: { passwordHash: null, oidcSubject: "x y" } });
    const needed = { code: "step-up-needed" };
    await expect(beginTotp(unproven)).rejects.toMatchObject(needed);
    await beginTotp(admin);
    await expect(confirmTotp(unproven, { code: "123456" })).rejects.toMatchObject(needed);
  });

  it("of a user of the provider is a new sign-in there, after it was asked for", async () => {
    const profile = { sub: "s1", email: admin.email, email_verified: true };
    const signedIn = await signInOidc(profile, { ...client, sessionId: null });
    const { sessionId = "" } = signedIn ?? {};
    await db().user.update({ where: { id: admin.userId }, data: { passwordHash: null } });
    const actor = { ...admin, sessionId };
    expect(await stepUpWays(actor)).toMatchObject({ typed: null, provider: "id.test" });
    const back = { ...client, sessionId };
    const steppedUpAt = async () => (await db().session.findUniqueOrThrow({ where: { id: sessionId } })).steppedUpAt;
    const seconds = () => Math.floor(Date.now() / 1000);
    // An answer that nobody asked for proves nothing and begins a session of its own.
    expect((await signInOidc({ ...profile, auth_time: seconds() }, back))?.sessionId).not.toBe(sessionId);
    for (const claims of [{}, { auth_time: seconds() - 3600 }, { auth_time: "now" }]) {
      await beginOidcStepUp(actor);
      expect((await signInOidc({ ...profile, ...claims }, back))?.sessionId).toBe(sessionId);
      expect(await steppedUpAt()).toBeNull();
    }
    await beginOidcStepUp(actor);
    expect((await signInOidc({ ...profile, auth_time: seconds() }, back))?.sessionId).toBe(sessionId);
    expect(await steppedUpAt()).not.toBeNull();
    expect((await actions()).slice(-4)).toEqual([
      "session.step-up-refused",
      "session.step-up-refused",
      "session.step-up-refused",
      "session.step-up",
    ]);
  });
});

it("a sign-in through the provider owes the second factor of the account, unless the provider asked for one", async () => {
  await enrol(admin);
  const profile = { sub: "s2", email: admin.email, email_verified: true };
  const owes = async (amr?: string[]) => {
    const signedIn = await signInOidc({ ...profile, ...(amr ? { amr } : {}) }, { ...client, sessionId: null });
    return (await db().session.findUniqueOrThrow({ where: { id: signedIn?.sessionId ?? "" } })).needsFactor;
  };
  expect(await owes()).toBe(true);
  // A change of who can sign in to an account: one alert.
  const bound = () => db().auditEvent.findMany({ where: { action: "user.bind-provider", subjectId: admin.userId } });
  const told = await bound();
  expect(told.at(-1)).toMatchObject({ actorName: "system:oidc", after: expect.stringContaining("https://id.test") });
  expect(await owes(["pwd"])).toBe(true);
  expect(await owes(["pwd", "mfa"])).toBe(false);
  expect(await bound()).toHaveLength(told.length);
});

it("no viewer can do any of it for another", async () => {
  const viewer = await makeActor("viewer@obs.test", "viewer");
  await expect(unlockUser(viewer, admin.userId)).rejects.toMatchObject({ code: "not-allowed" });
  await expect(resetPassword(viewer, admin.userId)).rejects.toMatchObject({ code: "not-allowed" });
  await expect(changeRole(viewer, viewer.userId, "admin")).rejects.toMatchObject({ code: "not-allowed" });
});
