import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { loadRotation } from "./load-rotation";
import { revokeInDatabase } from "./revoke-token";

const actor: Actor = { kind: "system", name: "rotation" };

const reasons = {
  evidence: "Replaced: every source uses the successor, and this one has been silent for long enough.",
  bound: "Replaced: the rotation's longest time was over.",
};

/**
 * Revokes each replaced token whose end is proven or whose time is over; their deny files are on disk on return.
 * Returns their public ids.
 */
export async function endRotations(nowMs = Date.now()): Promise<string[]> {
  const rotating = await db().token.findMany({ where: { replacedAt: { not: null }, revokedAt: null } });
  const ended: string[] = [];
  for (const old of rotating) {
    // An expired one is refused by its deny file and keeps its state: nothing is left to end.
    if (old.expiresAt && old.expiresAt.getTime() <= nowMs) continue;
    const successor = await db().token.findUnique({ where: { replaces: old.publicId } });
    if (!successor) continue;
    const { end } = await loadRotation(old, successor.publicId, nowMs);
    if (end === null) continue;
    await revokeInDatabase(actor, old.publicId, reasons[end], nowMs);
    ended.push(old.publicId);
  }
  return ended;
}
