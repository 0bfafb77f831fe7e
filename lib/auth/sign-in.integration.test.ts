import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db/client";
import { migrateDatabase } from "../../scripts/setup/migrate-database.mjs";
import { setUserDisabled } from "./change-user";
import { createFirstAdmin } from "./create-first-admin";
import { hashPassword, verifyPassword } from "./hash-password";
import { loadSession } from "./load-session";
import { recoverAccount } from "./recover-account";
import { signIn } from "./sign-in";
import { stepUp } from "./step-up";
import { forgiveAttempt, takeAttempt } from "./take-attempt";
import { clearIdentity, client, identityDatabase, makeActor, password } from "./testing/identity-database";

const { databaseUrl, settings, remove } = identityDatabase();
const email = "admin@obs.test";
const from = (address: string) => ({ ...client, address });
const wrong = { email, password: "wrong" };

beforeAll(async () => {
  Object.assign(process.env, settings);
  await migrateDatabase({ databaseUrl });
});
beforeEach(async () => {
  await clearIdentity();
  await createFirstAdmin({ email, password, mustChangePassword: false });
});
afterAll(remove);

describe("a password", () => {
  it("is kept as Argon2id, and checked as such", async () => {
    const hash = await hashPassword("a");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect([await verifyPassword(hash, "a"), await verifyPassword(hash, "b"), await verifyPassword(null, "a")]).toEqual(
      [true, false, false],
    );
  });

  it("signs in, in any spelling of the address, and leaves an audit row", async () => {
    const { sessionId, userId } = await signIn({ email: " Admin@OBS.test ", password }, client);
    expect((await loadSession(sessionId))?.actor).toMatchObject({ userId, email, role: "admin", steppedUpAtMs: null });
    const row = await db().auditEvent.findFirst({ orderBy: { seq: "desc" } });
    expect(row).toMatchObject({ action: "session.start", actorName: email });
    expect(JSON.stringify(await db().auditEvent.findMany())).not.toContain(password);
  });

  it("has one answer for unknown, wrong, disabled and malformed", async () => {
    const disabled = await makeActor("off@obs.test", "viewer");
    await setUserDisabled({ kind: "cli" }, disabled.userId, true);
    const inputs = [
      wrong,
      { email: "nobody@obs.test", password },
      { email: "off@obs.test", password },
      { email, password: "x".repeat(100_000) },
      { email: { $ne: "" }, password },
      null,
    ];
    for (const [index, input] of inputs.entries()) {
      await expect(signIn(input, from(`203.0.113.${index}`))).rejects.toMatchObject({ reason: "bad-credentials" });
    }
  });

  it("costs an unknown user a hashing too", async () => {
    const timeOf = async (input: object, address: string) => {
      const startedMs = performance.now();
      await signIn(input, from(address)).catch(() => {});
      return performance.now() - startedMs;
    };
    const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    await timeOf({ email: "warm@obs.test", password }, "198.51.100.1");
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      known.push(await timeOf(wrong, `198.51.100.${10 + round}`));
      unknown.push(await timeOf({ email: "nobody@obs.test", password }, `198.51.100.${30 + round}`));
    }
    // Without the dummy hash the unknown user would be done in a tenth of the time.
    expect(median(unknown)).toBeGreaterThan(median(known) / 3);
    expect(median(unknown)).toBeLessThan(median(known) * 3);
  });
});

describe("too many failures", () => {
  it("make the account wait at that address only, also when all come at once", async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 12 }, () => signIn(wrong, client)));
    const reasons = attempts.map((attempt) => (attempt.status === "rejected" ? attempt.reason.name : "signed in"));
    expect(reasons.filter((name) => name === "SignInRefused")).toHaveLength(5);
    expect(reasons.filter((name) => name === "ThrottledError")).toHaveLength(7);
    await expect(signIn({ email, password }, client)).rejects.toMatchObject({ name: "ThrottledError" });
    expect(await signIn({ email, password }, from("203.0.113.8"))).toHaveProperty("sessionId");
  });

  it("make an address wait that tries many accounts", async () => {
    for (let n = 0; n < 20; n += 1) await takeAttempt({ account: `user${n}`, address: "192.0.2.1" });
    await expect(takeAttempt({ account: "another", address: "192.0.2.1" })).rejects.toMatchObject({
      retryAfterSeconds: 30,
    });
    await takeAttempt({ account: "another", address: "192.0.2.2" });
  });

  it("make the waits grow, and end 15 minutes after the last", async () => {
    const attempt = { account: "slow", address: "192.0.2.3" };
    let nowMs = Date.now();
    for (let n = 0; n < 5; n += 1) await takeAttempt(attempt, nowMs);
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      await expect(takeAttempt(attempt, nowMs)).rejects.toMatchObject({ retryAfterSeconds: seconds });
      nowMs += seconds * 1000;
      await takeAttempt(attempt, nowMs);
    }
    nowMs += 31 * 60_000;
    for (let n = 0; n < 5; n += 1) await takeAttempt(attempt, nowMs);
    await expect(takeAttempt(attempt, nowMs)).rejects.toMatchObject({ retryAfterSeconds: 30 });
  });

  it("are forgiven by the right password", async () => {
    for (let n = 0; n < 4; n += 1) await signIn(wrong, client).catch(() => {});
    await signIn({ email, password }, client);
    for (let n = 0; n < 4; n += 1) {
      await expect(signIn(wrong, client)).rejects.toMatchObject({ reason: "bad-credentials" });
    }
    const attempt = { account: "x", address: "192.0.2.4" };
    await takeAttempt(attempt);
    await forgiveAttempt(attempt);
    expect(await db().signInThrottle.findMany({ where: { key: { contains: "192.0.2.4" } } })).toMatchObject([
      { failures: 0 },
    ]);
  });

  it("count for the step-up as well", async () => {
    const actor = await makeActor("prove@obs.test", "admin", { proven: false });
    for (let n = 0; n < 5; n += 1) {
      await expect(stepUp(actor, { proof: "wrong" }, "192.0.2.5")).rejects.toMatchObject({ code: "bad-proof" });
    }
    await expect(stepUp(actor, { proof: password }, "192.0.2.5")).rejects.toMatchObject({ name: "ThrottledError" });
    const untilMs = await stepUp(actor, { proof: password }, "192.0.2.6");
    expect((await loadSession(actor.sessionId))?.actor.steppedUpAtMs).toBe(untilMs - 10 * 60_000);
  });
});

it("a right proof counts toward no throttle, however often it is given", async () => {
  const actor = await makeActor("often@obs.test", "admin", { proven: false });
  for (let n = 0; n < 12; n += 1) await stepUp(actor, { proof: password }, "192.0.2.7");
  await expect(stepUp(actor, { proof: "wrong" }, "192.0.2.7")).rejects.toMatchObject({ code: "bad-proof" });
  // Of the address, and of the two together.
  const counted = await db().signInThrottle.findMany({ where: { key: { contains: "192.0.2.7" } } });
  expect(counted.map(({ failures }) => failures)).toEqual([1, 1]);
});

it("the first admin is made once, and not while there is anybody", async () => {
  await clearIdentity();
  const given = { email, password, mustChangePassword: true };
  const made = await Promise.all([createFirstAdmin(given), createFirstAdmin({ ...given, email: "b@obs.test" })]);
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await createFirstAdmin(given)).toBe(false);
  expect(await db().user.count()).toBe(1);
});

it("whoever owns the host recovers an account that is disabled, throttled and behind a lost phone", async () => {
  const lost = await makeActor("lost@obs.test", "viewer");
  await db().user.update({ where: { id: lost.userId }, data: { totpSecret: "k1.lost", disabledAt: new Date() } });
  for (let n = 0; n < 6; n += 1) await signIn({ ...wrong, email: lost.email }, client).catch(() => {});
  const fresh = await recoverAccount(lost.email);
  const { sessionId } = await signIn({ email: lost.email, password: fresh }, client);
  expect(await loadSession(sessionId)).toMatchObject({ mustChangePassword: true, actor: { role: "admin" } });
  await expect(recoverAccount("nobody@obs.test")).rejects.toThrow("There is no user nobody@obs.test.");
});
