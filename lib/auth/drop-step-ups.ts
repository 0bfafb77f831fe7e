import "server-only";
import type { UserActor } from "@/lib/actor/actor";
import type { Prisma } from "@/lib/db/generated/client";

/**
 * A step-up by the password alone is worth less than the new factor: the user's other sessions have to step up again.
 */
export async function dropOtherStepUps(tx: Prisma.TransactionClient, { userId, sessionId }: UserActor): Promise<void> {
  await tx.session.updateMany({ where: { userId, id: { not: sessionId } }, data: { steppedUpAt: null } });
}
