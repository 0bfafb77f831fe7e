import "server-only";
import { z } from "zod";
import { type Actor, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Prisma } from "@/lib/db/generated/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { unlockCodes } from "./code-lock";
import { roleField } from "./fields";
import { forgetSessions } from "./load-session";
import { lockUsers } from "./lock-users";
import { type IssuedLink, issueLink } from "./one-time-link";

type User = Prisma.UserGetPayload<object>;

/** Runs a change of one user under the write lock, for an admin who has stepped up. */
async function changeUser<T>(
  actor: Actor,
  userId: unknown,
  change: (tx: Prisma.TransactionClient, user: User) => Promise<T>,
): Promise<T> {
  assertSteppedUp(actor);
  const id = z.string().max(100).parse(userId);
  const result = await writeTransaction(async (tx) => {
    await lockUsers(tx);
    const user = await tx.user.findUnique({ where: { id } });
    if (!user) throw new RefusedError("not-found", "There is no such user any more.");
    return await change(tx, user);
  });
  forgetSessions();
  return result;
}

const subjectOf = (user: User) => ({ kind: "user", id: user.id, name: user.email });

/** Somebody must be left who can manage users. */
async function assertNotLastAdmin(tx: Prisma.TransactionClient, user: User): Promise<void> {
  if (user.role !== "admin" || user.disabledAt) return;
  const others = await tx.user.count({
    // An invited admin cannot sign in yet.
    where: {
      role: "admin",
      disabledAt: null,
      id: { not: user.id },
      OR: [{ passwordHash: { not: null } }, { oidcSubject: { not: null } }],
    },
  });
  if (others === 0) {
    throw new RefusedError("last-admin", "This is the last admin who can sign in. Make somebody else an admin first.");
  }
}

/**
 * Makes a user a viewer or an admin; their sessions go on with the new role. Throws `RefusedError` for the last admin.
 */
export async function changeRole(actor: Actor, userId: unknown, given: unknown): Promise<void> {
  const role = roleField.parse(given);
  await changeUser(actor, userId, async (tx, user) => {
    if (user.role === role) return;
    if (role !== "admin") await assertNotLastAdmin(tx, user);
    await tx.user.update({ where: { id: user.id }, data: { role } });
    const change = { before: { role: user.role }, after: { role } };
    await recordAudit(tx, { actor, action: "user.change-role", subject: subjectOf(user), ...change });
  });
}

/** Disables a user (sessions and links end) or enables them again. Throws `RefusedError` for the last admin. */
export async function setUserDisabled(actor: Actor, userId: unknown, disabled: boolean): Promise<void> {
  await changeUser(actor, userId, async (tx, user) => {
    if ((user.disabledAt !== null) === disabled) return;
    if (disabled) await assertNotLastAdmin(tx, user);
    await tx.user.update({ where: { id: user.id }, data: { disabledAt: disabled ? new Date() : null } });
    const ended = disabled ? await tx.session.deleteMany({ where: { userId: user.id } }) : { count: 0 };
    if (disabled) await tx.oneTimeLink.deleteMany({ where: { userId: user.id } });
    const action = disabled ? "user.disable" : "user.enable";
    await recordAudit(tx, { actor, action, subject: subjectOf(user), after: { sessionsEnded: ended.count } });
  });
}

/**
 * Issues a new link, with which a user sets a new password (the present one works until then), or accepts an invitation
 * whose link was lost. Returns its secret, which is kept nowhere. Throws `RefusedError` for a disabled user.
 */
export async function resetPassword(actor: Actor, userId: unknown, now = new Date()): Promise<IssuedLink> {
  return await changeUser(actor, userId, async (tx, user) => {
    if (user.disabledAt) throw new RefusedError("disabled", "Enable the account first; the link would not work.");
    const purpose = user.passwordHash === null && user.oidcSubject === null ? "invite" : "reset";
    const link = await issueLink(tx, user, purpose, now);
    await recordAudit(tx, { actor, action: "user.issue-link", subject: subjectOf(user), after: { purpose } });
    return link;
  });
}

/**
 * Removes lost second factors from an account (app, passkeys), with its recovery codes. Throws `RefusedError` when
 * there is none.
 */
export async function removeSecondFactor(actor: Actor, userId: unknown): Promise<void> {
  await changeUser(actor, userId, async (tx, user) => {
    const passkeys = await tx.passkey.deleteMany({ where: { userId: user.id } });
    if (!user.totpSecret && passkeys.count === 0) {
      throw new RefusedError("no-factor", "This account has no second factor.");
    }
    await tx.user.update({ where: { id: user.id }, data: { totpSecret: null, totpPendingSecret: null } });
    await tx.recoveryCode.deleteMany({ where: { userId: user.id } });
    await unlockCodes(tx, user.id);
    const after = { passkeys: passkeys.count };
    await recordAudit(tx, { actor, action: "user.remove-second-factor", subject: subjectOf(user), after });
  });
}

/** Lets an account that was locked for wrong codes take codes again. */
export async function unlockUser(actor: Actor, userId: unknown): Promise<void> {
  await changeUser(actor, userId, async (tx, user) => {
    if (user.codeFailures === 0) return;
    await unlockCodes(tx, user.id);
    await recordAudit(tx, { actor, action: "user.unlock-codes", subject: subjectOf(user) });
  });
}

/** Ends all sessions of a user. Returns how many. */
export async function endUserSessions(actor: Actor, userId: unknown): Promise<number> {
  return await changeUser(actor, userId, async (tx, user) => {
    const { count } = await tx.session.deleteMany({ where: { userId: user.id } });
    await recordAudit(tx, { actor, action: "user.end-sessions", subject: subjectOf(user), after: { ended: count } });
    return count;
  });
}
