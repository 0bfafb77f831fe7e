import "server-only";
import { z } from "zod";
import { type Actor, AuthorityError, assertUser, stepUpMs } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { checkSecondFactor } from "./check-second-factor";
import { verifyPassword } from "./hash-password";
import { forgetSessions } from "./load-session";
import { forgiveAttempt, takeAttempt } from "./take-attempt";

const proofInput = z.object({ proof: z.string().min(1, "Enter your password or a code.").max(200) });

/**
 * Lets the actor prove again that it is them, by their password or a code of their second factor; holds for 10
 * minutes in this session. Failures count against the throttle of the account and address. Returns until when it
 * holds, in epoch milliseconds. Throws `RefusedError`, `ThrottledError`.
 */
export async function stepUp(actor: Actor, input: unknown, address: string, now = new Date()): Promise<number> {
  const { userId, email, sessionId } = assertUser(actor);
  const { proof } = proofInput.parse(input);
  const attempt = { account: `step-up ${email}`, address };
  await takeAttempt(attempt);
  const user = await db().user.findUniqueOrThrow({ where: { id: userId } });
  const looksLikeCode = /^\s*(\d\s*){6}$/.test(proof) || user.passwordHash === null;
  const byCode = looksLikeCode && (await checkSecondFactor(user, proof, now));
  if (!byCode && !(await verifyPassword(user.passwordHash, proof))) {
    throw new RefusedError("bad-proof", "This is not right. Try again.", { proof: "Not right." });
  }
  await writeTransaction(async (tx) => {
    const { count } = await tx.session.updateMany({ where: { id: sessionId, userId }, data: { steppedUpAt: now } });
    if (count === 0) throw new AuthorityError("not-signed-in", "This session has ended. Sign in again.");
    const subject = { kind: "user", id: userId, name: email };
    await recordAudit(tx, { actor, action: "session.step-up", subject, after: { by: byCode ? "code" : "password" } });
  });
  await forgiveAttempt(attempt);
  forgetSessions();
  return now.getTime() + stepUpMs;
}
