import "server-only";
import { z } from "zod";
import { type Actor, actorName, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { reasonSchema } from "@/lib/notify/acknowledge-alert";
import type { Confirmations } from "./judge/items/facts";
import { itemsByPerson } from "./judge/judge-readiness";

const inputSchema = z.object({ item: z.enum(itemsByPerson), reason: reasonSchema });

/** A person's word for a point of the list that the console cannot check: who, when, on what ground. */
export async function confirmItem(actor: Actor, input: unknown, now = new Date()): Promise<void> {
  assertAdmin(actor);
  const { item, reason } = inputSchema.parse(input);
  await writeTransaction(async (tx) => {
    const answer = { confirmedAt: now, confirmedBy: actorName(actor), note: reason };
    await tx.moveConfirmation.upsert({ where: { item }, create: { item, ...answer }, update: answer });
    const subject = { kind: "move-item", id: item, name: item };
    await recordAudit(tx, { actor, action: "move.confirm", subject, after: { reason } }, now);
  });
}

/** The newest answer for each point that has one. */
export async function loadConfirmations(): Promise<Confirmations> {
  const rows = await db().moveConfirmation.findMany();
  return new Map(
    rows.flatMap(({ item, confirmedAt, confirmedBy, note }) => {
      const known = itemsByPerson.find((code) => code === item);
      return known ? [[known, { atMs: confirmedAt.getTime(), by: confirmedBy, note }] as const] : [];
    }),
  );
}
