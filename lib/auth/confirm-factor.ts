import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { checkSecondFactor } from "./check-second-factor";
import { forgetSessions, type LiveSession } from "./load-session";
import { noteRefusal } from "./note-refusal";
import { checkPasskey } from "./passkeys/check-passkey";
import type { Client } from "./start-session";
import { forgiveAttempt, takeAttempt } from "./take-attempt";

const input = z.object({ code: z.string().max(40).default(""), passkey: z.string().max(8000).default("") });

/**
 * Completes a session that was begun at the provider and still owes the second factor that the account has here. Throws
 * `RefusedError`, `ThrottledError`, `CodesLockedError`.
 */
export async function confirmFactor({ actor }: LiveSession, given: unknown, client: Client): Promise<void> {
  const { code, passkey } = input.parse(given);
  const attempt = { account: `factor ${actor.email}`, address: client.address };
  await takeAttempt(attempt);
  const user = await db().user.findUniqueOrThrow({ where: { id: actor.userId } });
  const isRight =
    passkey === ""
      ? await checkSecondFactor(user, code)
      : (await checkPasskey(passkey, { purpose: "sign-in", sessionId: "" })).userId === user.id;
  if (!isRight) {
    noteRefusal({ user, reason: "wrong second factor after the provider", client });
    const message = "The code is wrong or was used already. Wait for the next one.";
    throw new RefusedError("bad-code", message, { code: message });
  }
  await writeTransaction(async (tx) => {
    await tx.session.updateMany({ where: { id: actor.sessionId }, data: { needsFactor: false } });
    const subject = { kind: "user", id: actor.userId, name: actor.email };
    const after = { by: passkey === "" ? "code" : "passkey" };
    await recordAudit(tx, { actor, action: "session.confirm", subject, after });
  });
  await forgiveAttempt(attempt);
  forgetSessions();
}
