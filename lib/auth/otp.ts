import "server-only";
import { Secret, TOTP } from "otpauth";
import { decryptSecret } from "@/lib/secrets/encrypt-secret";

export const issuer = "honeyDue obs";
export const totpPurpose = "totp";
const periodSeconds = 30;

/**
 * The code generator of a base32 secret, with what every authenticator app supports: SHA-1, six digits, 30 s (RFC
 * 6238).
 */
export function totpOf(email: string, secret: string): TOTP {
  const options = { issuer, label: email, algorithm: "SHA1", digits: 6, period: periodSeconds };
  return new TOTP({ ...options, secret: Secret.fromBase32(secret) });
}

/** Whether a text has the form of an app's code: six digits, with or without spaces. */
export const looksLikeAppCode = (text: string) => /^\d{6}$/.test(text.replace(/\s/g, ""));

/** The 30 s step that a code belongs to, one step of clock difference either way allowed; null for a wrong code. */
export function stepOf(sealed: string, code: string, nowMs: number): number | null {
  if (!looksLikeAppCode(code)) return null;
  const token = code.replace(/\s/g, "");
  const delta = totpOf("", decryptSecret(sealed, totpPurpose)).validate({ token, timestamp: nowMs, window: 1 });
  return delta === null ? null : Math.floor(nowMs / 1000 / periodSeconds) + delta;
}
