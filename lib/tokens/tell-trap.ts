import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { tokenHref } from "@/lib/links/routes";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { logger } from "@/lib/runtime/logger";
import { takeTurn } from "@/lib/web/take-turn";
import { subjectOf } from "./token-view";

/** Who used a trap, as the gate (or this console's own API) saw them. */
export type TrapUse = { publicId: string; address: string; agent: string; scope: string };

const actor: Actor = { kind: "system", name: "trap" };
/** One audit row per address and minute, not one per request. */
const rows = { turns: 1, windowMs: 60_000 };

/**
 * Reports that somebody used a token that nobody should have: an alert at once, and a row of the audit log. Never
 * throws.
 */
export async function tellTrap({ publicId, address, agent, scope }: TrapUse, now = new Date()): Promise<void> {
  try {
    const token = await db().token.findUnique({ where: { publicId }, select: { publicId: true, name: true } });
    if (!token) return;
    const at = now.toISOString().slice(0, 19).replace("T", " ");
    await raiseAlert({
      key: `trap:${publicId}`,
      severity: "bad",
      title: `The trap ${token.name} was used`,
      text: `From ${address} with ${agent || "no user agent"} at ${at} UTC, for ${scope}. Whoever holds it has read what it was hidden in: treat that place and the secrets beside it as known. It was refused like any unknown token.`,
      href: tokenHref(publicId),
    });
    if (takeTurn(`trap ${publicId} ${address}`, rows) > 0) return;
    await writeTransaction(async (tx) => {
      await tx.token.updateMany({ where: { publicId }, data: { isHoney: true } });
      const after = { address, userAgent: agent.slice(0, 300), scope };
      await recordAudit(tx, { actor, action: "token.trap", subject: subjectOf(token), after }, now);
    });
  } catch (err) {
    logger().error({ err, publicId, address }, "the use of a trap could not be told");
  }
}
