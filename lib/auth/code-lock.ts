import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Prisma } from "@/lib/db/generated/client";
import { afterCommit, writeTransaction } from "@/lib/db/write-transaction";
import { usersHref } from "@/lib/links/routes";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { RefusedError, waitText } from "@/lib/web/action-result";

/** Of a million codes three are valid at any time: ten guesses succeed about once in 33,000 cases. */
export const wrongCodesMax = 10;
const firstLockMs = 15 * 60_000;
const lockMsMax = 24 * 60 * 60_000;

/** The account accepts no authenticator codes for now: too many were wrong, from somebody who knows its password. */
export class CodesLockedError extends RefusedError {
  constructor(readonly retryAfterSeconds: number) {
    super(
      "codes-locked",
      `Too many wrong codes for this account. Use a recovery code or a passkey, or wait ${waitText(retryAfterSeconds)}.`,
    );
  }
}

/** The lock after the nth wrong code in a row: none below the limit, then 15 minutes, doubling up to a day. */
export function lockMs(failures: number): number {
  return failures < wrongCodesMax ? 0 : Math.min(lockMsMax, firstLockMs * 2 ** (failures - wrongCodesMax));
}

type Owner = { id: string; email: string };
const alertKey = (userId: string) => `sign-in:codes:${userId}`;
const system: Actor = { kind: "system", name: "sign-in" };

/**
 * Counts an app's code as wrong before it is checked, per account, whatever address it comes from. Only somebody who
 * knows the password (or holds a session) gets here, so no outsider can lock anybody. When the code was right, the
 * caller takes the count back with `forgiveCode`. From the tenth on the account is locked, which is audited and raised
 * as an alert. Throws `CodesLockedError` while it is.
 */
export async function takeCode({ id, email }: Owner, now = new Date()): Promise<void> {
  const { waitMs, until } = await writeTransaction(async (tx) => {
    const open = { id, OR: [{ codeLockedUntil: null }, { codeLockedUntil: { lte: now } }] };
    const { count } = await tx.user.updateMany({ where: open, data: { codeFailures: { increment: 1 } } });
    const user = await tx.user.findUniqueOrThrow({ where: { id } });
    if (count === 0) return { waitMs: (user.codeLockedUntil?.getTime() ?? 0) - now.getTime(), until: null };
    const lock = lockMs(user.codeFailures);
    if (lock === 0) return { waitMs: 0, until: null };
    const codeLockedUntil = new Date(now.getTime() + lock);
    await tx.user.update({ where: { id }, data: { codeLockedUntil } });
    const after = { wrongCodes: user.codeFailures, until: codeLockedUntil.toISOString() };
    const subject = { kind: "user", id, name: email };
    await recordAudit(tx, { actor: system, action: "user.lock-codes", subject, after }, now);
    return { waitMs: 0, until: codeLockedUntil };
  });
  if (until) {
    await raiseAlert({
      key: alertKey(id),
      severity: "bad",
      title: `Somebody is guessing the codes of ${email}`,
      text: `${wrongCodesMax} or more codes in a row were wrong, each after the right password. The account takes no codes until ${until.toISOString().slice(0, 16).replace("T", " ")} UTC; a recovery code or a passkey still works. If it was not its owner, give out a new password: the present one is known.`,
      href: usersHref(),
    });
  }
  if (waitMs > 0) throw new CodesLockedError(Math.ceil(waitMs / 1000));
}

/**
 * Clears an account's count, lock and alert inside the caller's transaction: its password is new, or an admin says so.
 */
export async function unlockCodes(tx: Prisma.TransactionClient, userId: string): Promise<void> {
  await tx.user.updateMany({ where: { id: userId }, data: { codeFailures: 0, codeLockedUntil: null } });
  afterCommit(tx, () => resolveAlert(alertKey(userId), "The account takes codes again."));
}

/** Like `unlockCodes`, in a transaction of its own, for an account whose owner entered a right code. */
export async function forgiveCode(userId: string): Promise<void> {
  await writeTransaction((tx) => unlockCodes(tx, userId));
}
