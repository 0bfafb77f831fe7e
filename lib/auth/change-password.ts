import "server-only";
import { z } from "zod";
import { type Actor, assertProven, assertUser, type UserActor } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { unlockCodes } from "./code-lock";
import { newPassword } from "./fields";
import { hashPassword, verifyPassword } from "./hash-password";
import { forgetSessions } from "./load-session";
import { hasSecondFactor, secondFactorsOf } from "./second-factors";
import { forgiveAttempt, takeAttempt } from "./take-attempt";

const changeInput = z.object({
  current: z.string().min(1, "Enter your present password.").max(200),
  next: newPassword,
});
const firstInput = z.object({ next: newPassword });

/** Writes the new hash; other sessions of the user, their links and a lock of their codes end. */
async function replacePassword(actor: UserActor, passwordHash: string): Promise<void> {
  const { userId, email, sessionId } = actor;
  await writeTransaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash, mustChangePassword: false } });
    const { count } = await tx.session.deleteMany({ where: { userId, id: { not: sessionId } } });
    // A reset link that somebody holds would undo the change.
    await tx.oneTimeLink.deleteMany({ where: { userId } });
    await unlockCodes(tx, userId);
    const subject = { kind: "user", id: userId, name: email };
    await recordAudit(tx, { actor, action: "user.change-password", subject, after: { sessionsEnded: count } });
  });
  forgetSessions();
}

/**
 * Changes the actor's own password and ends their other sessions; where the account has a second factor, only after a
 * step-up. Throws `AuthorityError`, `RefusedError` when the present one is wrong (counted by the throttle), a zod error
 * naming a field that cannot be used, `ThrottledError`.
 */
export async function changePassword(actor: Actor, input: unknown, address: string): Promise<void> {
  const user = assertUser(actor);
  const { current, next } = changeInput.parse(input);
  const row = await db().user.findUniqueOrThrow({ where: { id: user.userId } });
  // Else whoever knows the password and stole a cookie could shut the owner out without the second factor.
  if (hasSecondFactor(await secondFactorsOf(row))) assertProven(user);
  const attempt = { account: `step-up ${user.email}`, address };
  await takeAttempt(attempt);
  const { passwordHash } = row;
  if (!(await verifyPassword(passwordHash, current))) {
    throw new RefusedError("wrong-password", "The present password is wrong.", {
      current: "Not your present password.",
    });
  }
  await forgiveAttempt(attempt);
  if (current === next)
    throw new RefusedError("same-password", "Choose another one.", { next: "This is the present one." });
  await replacePassword(user, await hashPassword(next));
}

/**
 * Sets a password for a user who signed in with a generated one and must replace it. Throws `RefusedError` when
 * there is nothing to replace, or when it is the generated one again.
 */
export async function choosePassword(actor: Actor, input: unknown): Promise<void> {
  const user = assertUser(actor);
  const { next } = firstInput.parse(input);
  const row = await db().user.findUniqueOrThrow({ where: { id: user.userId } });
  if (!row.mustChangePassword) throw new RefusedError("not-needed", "This password was chosen already.");
  if (await verifyPassword(row.passwordHash, next)) {
    throw new RefusedError("same-password", "Choose another one.", { next: "This is the generated one." });
  }
  await replacePassword(user, await hashPassword(next));
}
