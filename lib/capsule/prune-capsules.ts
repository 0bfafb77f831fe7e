import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Prisma } from "@/lib/db/generated/client";
import { RefusedError } from "@/lib/web/action-result";

export const keptMax = 200;
/** Of one creator; the oldest of these make room for the next one, and never another's. */
export const keptOfOneMax = 40;
export const keptDays = 180;
const dayMs = 24 * 3600_000;

const actor: Actor = { kind: "system", name: "capsules" };
const columns = { id: true, title: true } as const;

async function remove(tx: Prisma.TransactionClient, doomed: { id: string; title: string }[], reason: string) {
  if (doomed.length === 0) return;
  await tx.capsule.deleteMany({ where: { id: { in: doomed.map(({ id }) => id) } } });
  for (const { id, title } of doomed) {
    const subject = { kind: "capsule", id, name: title || id };
    await recordAudit(tx, { actor, action: "capsule.delete", subject, after: { reason } });
  }
}

/**
 * Deletes capsules older than `keptDays` that no admin protects, with an audit row for each. Only time and the console
 * itself call for it, never what somebody asks for. The transaction must have written before.
 */
export async function pruneCapsules(tx: Prisma.TransactionClient, nowMs: number): Promise<number> {
  const where = { createdAt: { lt: new Date(nowMs - keptDays * dayMs) }, isProtected: false };
  const doomed = await tx.capsule.findMany({ where, select: columns });
  await remove(tx, doomed, "age");
  return doomed.length;
}

/**
 * Makes room for the capsule that was just written: beyond `keptOfOneMax` the creator's own oldest go. Throws
 * `RefusedError` where only others' are in the way, which nobody's wish removes.
 */
export async function makeRoom(tx: Prisma.TransactionClient, createdById: string | null, newId: string): Promise<void> {
  const own = { createdById, isProtected: false, id: { not: newId } };
  const all = await tx.capsule.count();
  const ofOne = await tx.capsule.count({ where: { createdById } });
  const beyond = Math.max(all - keptMax, createdById === null ? 0 : ofOne - keptOfOneMax);
  if (beyond <= 0) return;
  const doomed = await tx.capsule.findMany({
    where: own,
    orderBy: { createdAt: "asc" },
    take: beyond,
    select: columns,
  });
  if (doomed.length < beyond) {
    throw new RefusedError(
      "full",
      `${keptMax} capsules are kept, none of which may go for yours. Ask an admin to delete some.`,
    );
  }
  await remove(tx, doomed, "number");
}
