import "server-only";
import { db } from "@/lib/db/client";
import { forgiveCode, takeCode } from "./code-lock";
import { looksLikeAppCode, stepOf } from "./otp";
import { secretHash } from "./random-secret";
import { normalCode } from "./recovery-codes";

type Owner = { id: string; email: string; totpSecret: string | null };

async function takeAppCode(id: string, totpSecret: string, code: string, now: Date): Promise<boolean> {
  const step = stepOf(totpSecret, code, now.getTime());
  if (step === null) return false;
  const unused = { OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] };
  const { count } = await db().user.updateMany({
    where: { id, totpSecret, ...unused },
    data: { totpLastStep: step },
  });
  return count === 1;
}

async function takeRecoveryCode(userId: string, code: string, now: Date): Promise<boolean> {
  const hash = secretHash(normalCode(code));
  const { count } = await db().recoveryCode.updateMany({
    where: { hash, userId, usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

/**
 * Whether a code of the user's app, or one of their recovery codes, is right. Either is used up by it: the update is
 * what decides, so the same code sent twice at once counts once. Codes of the app count against the account
 * (lib/auth/code-lock.ts), recovery codes do not: nobody guesses 79 bits. Throws `CodesLockedError`.
 */
export async function checkSecondFactor(owner: Owner, code: string, now = new Date()): Promise<boolean> {
  const { id, totpSecret } = owner;
  const isAppCode = totpSecret !== null && looksLikeAppCode(code);
  if (isAppCode) await takeCode(owner, now);
  const isRight = isAppCode ? await takeAppCode(id, totpSecret, code, now) : await takeRecoveryCode(id, code, now);
  if (isRight) await forgiveCode(id);
  return isRight;
}
