import "server-only";
import { z } from "zod";
import { type Actor, assertUser } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";

const rowsMax = 10;
const afterSchema = z.object({
  reason: z.string().catch(""),
  address: z.string().catch("unknown"),
  userAgent: z.string().catch(""),
  moreBefore: z.number().catch(0).default(0),
});

/** `moreBefore`: refusals like this one before it that have no row of their own. */
export type RefusalRow = z.infer<typeof afterSchema> & { seq: number; atMs: number };

/** The newest refused sign-ins to the actor's own account, from the audit log. */
export async function loadRefusals(given: Actor): Promise<RefusalRow[]> {
  const actor = assertUser(given);
  const rows = await db().auditEvent.findMany({
    where: { subjectKind: "user", subjectId: actor.userId, action: "session.refuse" },
    orderBy: { seq: "desc" },
    take: rowsMax,
  });
  return rows.map(({ seq, at, after }) => ({
    seq,
    atMs: at.getTime(),
    ...afterSchema.parse(after === null ? {} : JSON.parse(after)),
  }));
}
