import "server-only";
import { z } from "zod";
import { type Actor, assertUser } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { loadSession } from "./load-session";
import { hasSecondFactor, secondFactorsOf } from "./second-factors";
import { writeStepUp } from "./step-up";

/** How long somebody may take at the provider. */
const askedMs = 10 * 60_000;
/** The provider's clock may be this much behind ours. */
const clockMs = 30_000;

/**
 * Records that this session now asks its provider to sign the user in again (`max_age=0`). Throws `RefusedError` where
 * the account has a second factor here, which is asked for instead.
 */
export async function beginOidcStepUp(given: Actor, now = new Date()): Promise<void> {
  const actor = assertUser(given);
  const user = await db().user.findUniqueOrThrow({ where: { id: actor.userId } });
  if (user.oidcSubject === null) throw new RefusedError("no-provider", "This account has no provider to confirm at.");
  if (hasSecondFactor(await secondFactorsOf(user))) {
    throw new RefusedError("factor-needed", "This account has a second factor. Use that.");
  }
  await db().session.updateMany({ where: { id: actor.sessionId }, data: { askedAt: now } });
}

const claims = z.object({ auth_time: z.number().int().positive() });

/**
 * What the provider's answer means to the session it came back to: "stepped-up" when that session had asked and the
 * provider says that the user signed in after that, "refused" when it does not say so, "not-asked" when this is a
 * sign-in like any other.
 */
export async function finishOidcStepUp(
  sessionId: string,
  userId: string,
  profile: unknown,
  now = new Date(),
): Promise<"stepped-up" | "refused" | "not-asked"> {
  const row = await db().session.findUnique({ where: { id: sessionId }, select: { askedAt: true } });
  const live = await loadSession(sessionId, now);
  const askedAtMs = row?.askedAt?.getTime() ?? 0;
  if (!live || live.needsFactor || live.actor.userId !== userId || now.getTime() - askedAtMs > askedMs) {
    return "not-asked";
  }
  const seen = claims.safeParse(profile);
  if (seen.success && seen.data.auth_time * 1000 >= askedAtMs - clockMs) {
    await writeStepUp(live.actor, "provider", now);
    return "stepped-up";
  }
  const { actor } = live;
  await writeTransaction(async (tx) => {
    await tx.session.updateMany({ where: { id: sessionId }, data: { askedAt: null } });
    const subject = { kind: "user", id: userId, name: actor.email };
    const after = { reason: seen.success ? "an older sign-in at the provider" : "no auth_time from the provider" };
    await recordAudit(tx, { actor, action: "session.step-up-refused", subject, after });
  });
  return "refused";
}
