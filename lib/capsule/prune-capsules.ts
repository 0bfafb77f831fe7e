import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Prisma } from "@/lib/db/generated/client";

export const keptMax = 200;
export const keptDays = 180;
const dayMs = 24 * 3600_000;

const actor: Actor = { kind: "system", name: "capsules" };

/**
 * Deletes capsules older than `keptDays` and the oldest beyond `keptMax`, with an audit row for each. The transaction
 * must have written something before.
 */
export async function pruneCapsules(tx: Prisma.TransactionClient, nowMs: number): Promise<number> {
  const columns = { id: true, title: true };
  const [old, beyond] = await Promise.all([
    tx.capsule.findMany({ where: { createdAt: { lt: new Date(nowMs - keptDays * dayMs) } }, select: columns }),
    tx.capsule.findMany({ orderBy: { createdAt: "desc" }, skip: keptMax, select: columns }),
  ]);
  const doomed = new Map([...old, ...beyond].map((row) => [row.id, row]));
  if (doomed.size === 0) return 0;
  await tx.capsule.deleteMany({ where: { id: { in: [...doomed.keys()] } } });
  for (const { id, title } of doomed.values()) {
    const subject = { kind: "capsule", id, name: title || id };
    await recordAudit(tx, { actor, action: "capsule.delete", subject, after: { reason: "age or number" } });
  }
  return doomed.size;
}
