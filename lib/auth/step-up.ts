import "server-only";
import { z } from "zod";
import { type Actor, AuthorityError, assertUser, stepUpMs, type UserActor } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { checkSecondFactor } from "./check-second-factor";
import { verifyPassword } from "./hash-password";
import { forgetSessions } from "./load-session";
import { checkPasskey } from "./passkeys/check-passkey";
import { hasSecondFactor, secondFactorsOf } from "./second-factors";
import { forgiveAttempt, takeAttempt } from "./take-attempt";

const proofInput = z.object({
  proof: z.string().max(200).default(""),
  /** A passkey's answer as JSON, instead of a typed proof. */
  passkey: z.string().max(8000).default(""),
});
type Proof = z.infer<typeof proofInput>;

const wrong = () => new RefusedError("bad-proof", "This is not right. Try again.", { proof: "Not right." });

/** Checks a proof of the strongest kind that the account has. Returns what it was; null when it is wrong. */
async function judge({ userId, sessionId }: UserActor, { proof, passkey }: Proof, now: Date): Promise<string | null> {
  if (passkey !== "") {
    const found = await checkPasskey(passkey, { purpose: "step-up", sessionId });
    return found.userId === userId ? "passkey" : null;
  }
  if (proof === "") throw new RefusedError("bad-proof", "Enter something.", { proof: "Nothing entered." });
  const user = await db().user.findUniqueOrThrow({ where: { id: userId } });
  if (hasSecondFactor(await secondFactorsOf(user))) return (await checkSecondFactor(user, proof, now)) ? "code" : null;
  return (await verifyPassword(user.passwordHash, proof)) ? "password" : null;
}

/** Records a step-up in the session. Throws `AuthorityError` when the session has ended meanwhile. */
export async function writeStepUp(actor: UserActor, by: string, now: Date): Promise<void> {
  const { userId, email, sessionId } = actor;
  await writeTransaction(async (tx) => {
    const data = { steppedUpAt: now, askedAt: null };
    const { count } = await tx.session.updateMany({ where: { id: sessionId, userId }, data });
    if (count === 0) throw new AuthorityError("not-signed-in", "This session has ended. Sign in again.");
    const subject = { kind: "user", id: userId, name: email };
    await recordAudit(tx, { actor, action: "session.step-up", subject, after: { by } });
  });
  forgetSessions();
}

/**
 * Lets the actor prove again who they are; that holds for 10 minutes in this session. It asks for no less than a
 * sign-in: a code or a passkey where the account has a second factor, the password where it has none; somebody with
 * neither confirms at the provider (step-up-oidc.ts). Failures count against the throttle of account and address, and
 * wrong codes against the account. Returns until when it holds, in epoch milliseconds. Throws `RefusedError`,
 * `ThrottledError`, `CodesLockedError`.
 */
export async function stepUp(actor: Actor, input: unknown, address: string, now = new Date()): Promise<number> {
  const user = assertUser(actor);
  const given = proofInput.parse(input);
  const attempt = { account: `step-up ${user.email}`, address };
  await takeAttempt(attempt);
  const by = await judge(user, given, now);
  if (by === null) throw wrong();
  await writeStepUp(user, by, now);
  await forgiveAttempt(attempt);
  return now.getTime() + stepUpMs;
}
