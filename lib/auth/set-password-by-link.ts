import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { unlockCodes } from "./code-lock";
import { newPassword } from "./fields";
import { hashPassword } from "./hash-password";
import { forgetSessions } from "./load-session";
import type { LinkPurpose } from "./one-time-link";
import { secretHash } from "./random-secret";

const input = z.object({ secret: z.string().min(1).max(100), next: newPassword });

/** One text for unknown, used and expired: whoever guesses learns nothing. */
const dead = () =>
  new RefusedError("dead-link", "This link was used already, or is older than 24 hours. Ask an admin for a new one.");

/** Whom a link is for. Throws `RefusedError` when it no longer works. */
export async function loadLink(secret: string, now = new Date()): Promise<{ email: string; purpose: LinkPurpose }> {
  const where = { hash: secretHash(secret), usedAt: null, expiresAt: { gt: now }, user: { disabledAt: null } };
  const link = await db().oneTimeLink.findFirst({ where, include: { user: { select: { email: true } } } });
  if (!link) throw dead();
  return { email: link.user.email, purpose: link.purpose === "invite" ? "invite" : "reset" };
}

/**
 * Sets a password by an invitation or reset link, which stops working then, and ends all sessions of the user. Throws
 * `RefusedError`, a zod error for a password that cannot be used.
 */
export async function setPasswordByLink(given: unknown, now = new Date()): Promise<void> {
  const { secret, next } = input.parse(given);
  // Before the hashing: else anybody could make this do expensive work.
  await loadLink(secret, now);
  const passwordHash = await hashPassword(next);
  const hash = secretHash(secret);
  await writeTransaction(async (tx) => {
    const live = { hash, usedAt: null, expiresAt: { gt: now }, user: { disabledAt: null } };
    const { count } = await tx.oneTimeLink.updateMany({ where: live, data: { usedAt: now } });
    if (count === 0) throw dead();
    const { userId, purpose } = await tx.oneTimeLink.findUniqueOrThrow({ where: { hash } });
    const data = { passwordHash, mustChangePassword: false };
    const user = await tx.user.update({ where: { id: userId }, data });
    await tx.oneTimeLink.deleteMany({ where: { userId, hash: { not: hash } } });
    await unlockCodes(tx, userId);
    const ended = await tx.session.deleteMany({ where: { userId } });
    const actor = { kind: "system" as const, name: "one-time link" };
    const subject = { kind: "user", id: userId, name: user.email };
    await recordAudit(tx, { actor, action: "user.use-link", subject, after: { purpose, sessionsEnded: ended.count } });
  });
  forgetSessions();
}
