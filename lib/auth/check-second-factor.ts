import "server-only";
import { Secret, TOTP } from "otpauth";
import { db } from "@/lib/db/client";
import { decryptSecret } from "@/lib/secrets/encrypt-secret";
import { secretHash } from "./random-secret";

const issuer = "honeyDue obs";
export const totpPurpose = "totp";
const periodSeconds = 30;

/** The generator behind a base32 secret, as every authenticator app has it: SHA-1, six digits, 30 s. */
export function totpOf(email: string, secret: string): TOTP {
  const options = { issuer, label: email, algorithm: "SHA1", digits: 6, period: periodSeconds };
  return new TOTP({ ...options, secret: Secret.fromBase32(secret) });
}

/** The 30 s step that a code belongs to, one step of clock difference either way allowed; null for a wrong code. */
export function stepOf(sealed: string, code: string, nowMs: number): number | null {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf("", decryptSecret(sealed, totpPurpose)).validate({ token, timestamp: nowMs, window: 1 });
  return delta === null ? null : Math.floor(nowMs / 1000 / periodSeconds) + delta;
}

type Owner = { id: string; totpSecret: string | null };

/**
 * Whether a code of the user's app, or one of their recovery codes, is right. Either is used up by it: the update is
 * what decides, so the same code sent twice at once counts once.
 */
export async function checkSecondFactor({ id, totpSecret }: Owner, code: string, now = new Date()): Promise<boolean> {
  if (!totpSecret) return false;
  const step = stepOf(totpSecret, code, now.getTime());
  if (step !== null) {
    const unused = { OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] };
    const { count } = await db().user.updateMany({
      where: { id, totpSecret, ...unused },
      data: { totpLastStep: step },
    });
    return count === 1;
  }
  const hash = secretHash(normalCode(code));
  const used = await db().recoveryCode.updateMany({ where: { hash, userId: id, usedAt: null }, data: { usedAt: now } });
  return used.count === 1;
}

/** Recovery codes are read from paper: case and dashes do not matter. */
export const normalCode = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, "");
