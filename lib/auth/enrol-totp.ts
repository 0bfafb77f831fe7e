import "server-only";
import { Secret } from "otpauth";
import { renderSVG } from "uqr";
import { z } from "zod";
import { type Actor, assertProven, assertUser, type UserActor } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { encryptSecret } from "@/lib/secrets/encrypt-secret";
import { RefusedError } from "@/lib/web/action-result";
import { dropOtherStepUps } from "./drop-step-ups";
import { forgetSessions } from "./load-session";
import { stepOf, totpOf, totpPurpose } from "./otp";
import { dropUnusedRecoveryCodes, replaceRecoveryCodes } from "./recovery-codes";

const codeInput = z.object({ code: z.string().min(1, "Enter the six digits.").max(40) });

export type Enrolment = { secret: string; qrSvg: string };

const subjectOf = ({ userId, email }: UserActor) => ({ kind: "user", id: userId, name: email });

/**
 * Starts adding an authenticator app: returns its secret, and that as a QR code (SVG). It counts only once a code has
 * confirmed it.
 */
export async function beginTotp(given: Actor): Promise<Enrolment> {
  const actor = assertUser(given);
  assertProven(actor);
  const secret = new Secret({ size: 20 }).base32;
  const totpPendingSecret = encryptSecret(secret, totpPurpose);
  await db().user.update({ where: { id: actor.userId }, data: { totpPendingSecret } });
  return { secret, qrSvg: renderSVG(totpOf(actor.email, secret).toString(), { border: 2 }) };
}

/**
 * Turns the second factor on by its first code. Returns the recovery codes, which are kept as hashes only. Throws
 * `RefusedError` for a wrong code, and when nothing was started.
 */
export async function confirmTotp(given: Actor, input: unknown, now = new Date()): Promise<string[]> {
  const actor = assertUser(given);
  assertProven(actor);
  const { code } = codeInput.parse(input);
  const { totpPendingSecret } = await db().user.findUniqueOrThrow({ where: { id: actor.userId } });
  if (!totpPendingSecret) throw new RefusedError("not-started", "Start over: scan a new code first.");
  const step = stepOf(totpPendingSecret, code, now.getTime());
  if (step === null) {
    const hint = "Not right. Check that the clock of your phone is right, then take the next code.";
    throw new RefusedError("bad-code", hint, { code: hint });
  }
  const codes = await writeTransaction(async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id: actor.userId, totpPendingSecret },
      data: { totpSecret: totpPendingSecret, totpPendingSecret: null, totpLastStep: step },
    });
    if (count === 0) throw new RefusedError("not-started", "Start over: another page has restarted this.");
    const codes = await replaceRecoveryCodes(tx, actor.userId);
    await dropOtherStepUps(tx, actor);
    await recordAudit(tx, { actor, action: "user.add-second-factor", subject: subjectOf(actor) }, now);
    return codes;
  });
  forgetSessions();
  return codes;
}

/** New recovery codes in place of the old ones. Throws `RefusedError` without a second factor. */
export async function renewRecoveryCodes(given: Actor): Promise<string[]> {
  const actor = assertUser(given);
  assertProven(actor);
  return await writeTransaction(async (tx) => {
    const codes = await replaceRecoveryCodes(tx, actor.userId);
    const user = await tx.user.findUniqueOrThrow({ where: { id: actor.userId }, include: { passkeys: { take: 1 } } });
    if (!user.totpSecret && user.passkeys.length === 0)
      throw new RefusedError("no-factor", "There is no second factor to recover.");
    await recordAudit(tx, { actor, action: "user.renew-recovery-codes", subject: subjectOf(actor) });
    return codes;
  });
}

/** Turns the codes of the actor's own app off; the recovery codes end with the last second factor. */
export async function removeTotp(given: Actor): Promise<void> {
  const actor = assertUser(given);
  assertProven(actor);
  await writeTransaction(async (tx) => {
    const data = { totpSecret: null, totpPendingSecret: null };
    await tx.user.update({ where: { id: actor.userId }, data });
    await dropUnusedRecoveryCodes(tx, actor.userId);
    await recordAudit(tx, { actor, action: "user.remove-second-factor", subject: subjectOf(actor) });
  });
}
