import "server-only";
import { type Actor, assertUser } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { forgetSessions, loadSession } from "./load-session";

/** Ends one of the actor's own sessions. Throws `RefusedError` when there is none of theirs with this id. */
export async function endOwnSession(actor: Actor, sessionId: string): Promise<void> {
  const { userId, email } = assertUser(actor);
  await writeTransaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId } });
    if (count === 0) throw new RefusedError("not-found", "This session has ended already.");
    await recordAudit(tx, { actor, action: "session.end", subject: { kind: "user", id: userId, name: email } });
  });
  forgetSessions();
}

/** Ends the session that signs out; one that has already ended is not an error. */
export async function signOut(sessionId: string): Promise<void> {
  const session = await loadSession(sessionId);
  if (session) await endOwnSession(session.actor, sessionId);
}

/** Ends all of the actor's own sessions, this one too, or all but this one. Returns how many. */
export async function endOwnSessions(actor: Actor, keep: "none" | "this"): Promise<number> {
  const { userId, email, sessionId } = assertUser(actor);
  const count = await writeTransaction(async (tx) => {
    const where = keep === "this" ? { userId, id: { not: sessionId } } : { userId };
    const ended = await tx.session.deleteMany({ where });
    const subject = { kind: "user", id: userId, name: email };
    await recordAudit(tx, { actor, action: "session.end-all", subject, after: { ended: ended.count } });
    return ended.count;
  });
  forgetSessions();
  return count;
}
