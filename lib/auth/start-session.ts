import "server-only";
import { AuthorityError } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Prisma } from "@/lib/db/generated/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { roleField } from "./fields";
import { forgetSessions } from "./load-session";
import { randomSecret } from "./random-secret";
import { sessionSeconds } from "./session-cookie";

/** Where a request comes from, as the list of sessions shows it. */
export type Client = { address: string; userAgent: string };

const userAgentMax = 300;

/**
 * Begins a session for a user who has proven who they are, and returns its id. `how` goes into the audit row; with
 * `needsFactor` it gives access to nothing until `confirmFactor`. Throws `AuthorityError` when the user was disabled
 * meanwhile.
 */
export async function startSession(
  userId: string,
  client: Client,
  how: string,
  { now = new Date(), needsFactor = false } = {},
): Promise<string> {
  const id = randomSecret();
  await writeTransaction(async (tx) => {
    await dropExpired(tx, now);
    const user = await tx.user.update({ where: { id: userId }, data: { lastSignInAt: now } });
    if (user.disabledAt) throw new AuthorityError("not-allowed", "This account is disabled. An admin can enable it.");
    const expiresAt = new Date(now.getTime() + sessionSeconds * 1000);
    const { address } = client;
    const userAgent = client.userAgent.slice(0, userAgentMax);
    const times = { createdAt: now, lastSeenAt: now, expiresAt };
    await tx.session.create({ data: { id, userId, ...times, needsFactor, address, userAgent } });
    const actor = {
      kind: "user" as const,
      userId,
      email: user.email,
      role: roleField.parse(user.role),
      sessionId: id,
      steppedUpAtMs: null,
    };
    const subject = { kind: "user", id: userId, name: user.email };
    await recordAudit(tx, { actor, action: "session.start", subject, after: { how, address, userAgent } }, now);
  });
  forgetSessions();
  return id;
}

async function dropExpired(tx: Prisma.TransactionClient, now: Date): Promise<void> {
  await tx.session.deleteMany({ where: { expiresAt: { lt: now } } });
}
