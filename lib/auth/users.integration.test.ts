import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Actor, UserActor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { changePassword } from "./change-password";
import { changeRole, endUserSessions, removeSecondFactor, resetPassword, setUserDisabled } from "./change-user";
import { endOwnSession, endOwnSessions } from "./end-session";
import { beginTotp, confirmTotp, removeTotp, renewRecoveryCodes } from "./enrol-totp";
import { inviteUser } from "./invite-user";
import { loadSession } from "./load-session";
import { loadUsers } from "./load-users";
import { loadLink, setPasswordByLink } from "./set-password-by-link";
import { signIn } from "./sign-in";
import { clearIdentity, client, identityDatabase, makeActor, password } from "./testing/identity-database";

const { databaseUrl, settings, remove } = identityDatabase();
let admin: UserActor;
let viewer: UserActor;

beforeAll(async () => {
  Object.assign(process.env, settings);
  await migrateDatabase({ databaseUrl });
});
beforeEach(async () => {
  await clearIdentity();
  admin = await makeActor("admin@obs.test", "admin");
  viewer = await makeActor("viewer@obs.test", "viewer");
});
afterAll(remove);

const invitation = { email: "new@obs.test", name: "New", role: "viewer" };
const managing: [string, (actor: Actor) => Promise<unknown>][] = [
  ["invite", (actor) => inviteUser(actor, invitation)],
  ["role", (actor) => changeRole(actor, viewer.userId, "admin")],
  ["disable", (actor) => setUserDisabled(actor, viewer.userId, true)],
  ["enable", (actor) => setUserDisabled(actor, viewer.userId, false)],
  ["reset", (actor) => resetPassword(actor, viewer.userId)],
  ["second factor", (actor) => removeSecondFactor(actor, viewer.userId)],
  ["end sessions", (actor) => endUserSessions(actor, viewer.userId)],
];

describe.each(managing)("managing users: %s", (_name, run) => {
  it("is refused for a viewer and for an admin who has not stepped up; nothing changes", async () => {
    const state = async () => JSON.stringify([await db().user.findMany(), await db().session.findMany()]);
    const before = [await state(), await db().auditEvent.count(), await db().oneTimeLink.count()];
    await expect(run(viewer)).rejects.toMatchObject({ code: "not-allowed" });
    await expect(run({ ...admin, steppedUpAtMs: null })).rejects.toMatchObject({ code: "step-up-needed" });
    const staleMs = Date.now() - 10 * 60_000;
    await expect(run({ ...admin, steppedUpAtMs: staleMs })).rejects.toMatchObject({ code: "step-up-needed" });
    expect([await state(), await db().auditEvent.count(), await db().oneTimeLink.count()]).toEqual(before);
  });

  it("changes nothing when its audit row cannot be written", async () => {
    await db().user.update({ where: { id: viewer.userId }, data: { totpSecret: "k1.x", disabledAt: null } });
    if (_name === "enable") await db().user.update({ where: { id: viewer.userId }, data: { disabledAt: new Date() } });
    const state = async () => JSON.stringify([await db().user.findMany(), await db().session.findMany()]);
    const before = [await state(), await db().oneTimeLink.count()];
    const stop = "CREATE TRIGGER no_audit BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'full'); END";
    await db().$executeRawUnsafe(stop);
    try {
      await expect(run(admin)).rejects.toThrow();
    } finally {
      await db().$executeRawUnsafe("DROP TRIGGER no_audit");
    }
    expect([await state(), await db().oneTimeLink.count()]).toEqual(before);
  });
});

describe("users", () => {
  it("are listed without secrets, to admins only", async () => {
    await expect(loadUsers(viewer)).rejects.toMatchObject({ code: "not-allowed" });
    const listed = JSON.stringify(await loadUsers(admin));
    expect(listed).toContain("viewer@obs.test");
    expect(listed).not.toMatch(/argon2|passwordHash|totpSecret/);
  });

  it("never lose their last admin, not even to two at once", async () => {
    const cli: Actor = { kind: "cli" };
    await expect(setUserDisabled(admin, admin.userId, true)).rejects.toMatchObject({ code: "last-admin" });
    await expect(changeRole(cli, admin.userId, "viewer")).rejects.toMatchObject({ code: "last-admin" });
    await inviteUser(admin, { ...invitation, role: "admin" });
    // An invited admin cannot sign in yet.
    await expect(changeRole(admin, admin.userId, "viewer")).rejects.toMatchObject({ code: "last-admin" });
    await changeRole(admin, viewer.userId, "admin");
    const both = await Promise.allSettled([
      setUserDisabled(admin, viewer.userId, true),
      changeRole({ ...viewer, role: "admin" }, admin.userId, "viewer"),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("are shut out at once when disabled", async () => {
    expect(await loadSession(viewer.sessionId)).not.toBeNull();
    await setUserDisabled(admin, viewer.userId, true);
    expect(await loadSession(viewer.sessionId)).toBeNull();
    await setUserDisabled(admin, viewer.userId, false);
    expect(await loadSession(viewer.sessionId)).toBeNull();
  });

  it("are invited once per address", async () => {
    await inviteUser(admin, invitation);
    await expect(inviteUser(admin, { ...invitation, email: "NEW@obs.test" })).rejects.toMatchObject({
      code: "email-taken",
    });
    await expect(inviteUser(admin, { ...invitation, email: "no address" })).rejects.toThrow(/e-mail/);
    await expect(changeRole(admin, "somebody", "admin")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a one-time link", () => {
  const next = "another good password";

  it("sets a password once, ends the sessions, and is nowhere in plain text", async () => {
    const { secret } = await resetPassword(admin, viewer.userId);
    expect(await loadLink(secret)).toEqual({ email: "viewer@obs.test", purpose: "reset" });
    await expect(setPasswordByLink({ secret, next: "short" })).rejects.toThrow(/12 characters/);
    const used = await Promise.allSettled([1, 2].map(() => setPasswordByLink({ secret, next })));
    expect(used.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await loadSession(viewer.sessionId)).toBeNull();
    await expect(signIn({ email: viewer.email, password }, client)).rejects.toThrow();
    await signIn({ email: viewer.email, password: next }, client);
    expect(JSON.stringify([await db().oneTimeLink.findMany(), await db().auditEvent.findMany()])).not.toContain(secret);
  });

  it("is dead when a newer one exists, after 24 hours, and for the disabled", async () => {
    const first = await resetPassword(admin, viewer.userId);
    const second = await resetPassword(admin, viewer.userId);
    await expect(loadLink(first.secret)).rejects.toMatchObject({ code: "dead-link" });
    const late = new Date(Date.now() + 24 * 60 * 60_000 + 1000);
    await expect(setPasswordByLink({ secret: second.secret, next }, late)).rejects.toMatchObject({ code: "dead-link" });
    await setUserDisabled(admin, viewer.userId, true);
    await expect(loadLink(second.secret)).rejects.toMatchObject({ code: "dead-link" });
    await expect(loadLink("guess")).rejects.toMatchObject({ code: "dead-link" });
  });
});

describe("one's own account", () => {
  it("cannot reach into another's", async () => {
    await expect(endOwnSession(viewer, admin.sessionId)).rejects.toMatchObject({ code: "not-found" });
    expect(await loadSession(admin.sessionId)).not.toBeNull();
    await endOwnSessions(viewer, "none");
    expect(await loadSession(admin.sessionId)).not.toBeNull();
    expect(await loadSession(viewer.sessionId)).toBeNull();
  });

  it("keeps this session and ends the others when the password changes", async () => {
    const { sessionId: other } = await signIn({ email: viewer.email, password }, client);
    const next = "another good password";
    await expect(changePassword(viewer, { current: "wrong", next }, "192.0.2.1")).rejects.toMatchObject({
      code: "wrong-password",
    });
    await changePassword(viewer, { current: password, next }, "192.0.2.1");
    expect(await loadSession(other)).toBeNull();
    expect(await loadSession(viewer.sessionId)).not.toBeNull();
  });

  it.each([
    ["begin", (actor: Actor) => beginTotp(actor)],
    ["confirm", (actor: Actor) => confirmTotp(actor, { code: "123456" })],
    ["renew", (actor: Actor) => renewRecoveryCodes(actor)],
    ["remove", (actor: Actor) => removeTotp(actor)],
  ])("needs a fresh proof to %s the second factor, and a person", async (_name, run) => {
    await expect(run({ ...viewer, steppedUpAtMs: null })).rejects.toMatchObject({ code: "step-up-needed" });
    await expect(run({ kind: "cli" })).rejects.toMatchObject({ code: "not-signed-in" });
  });
});
