import "server-only";
import { z } from "zod";
import { type Actor, actorName, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { decisionChoices, decisionsKey, decisionsOf } from "./decisions";

const inputSchema = z
  .object({
    key: z.enum(["legacy-metrics", "log-search"]),
    choice: z.string(),
    reason: z.string().trim().min(3, "Say why, in a few words.").max(500, "At most 500 characters."),
  })
  .refine(({ key, choice }) => decisionChoices[key].some((known) => known === choice), {
    path: ["choice"],
    error: "Choose one of those offered.",
  });

/**
 * Records what a person decided about the rollout. Throws `AuthorityError` unless the actor is an admin, a zod error
 * that names the wrong field, and `DatabaseBusyError`; nothing is changed then.
 */
export async function recordDecision(actor: Actor, input: unknown, nowMs = Date.now()): Promise<void> {
  assertAdmin(actor);
  const { key, choice, reason } = inputSchema.parse(input);
  const decision = { choice, reason, by: actorName(actor), atMs: nowMs };
  await writeTransaction(async (tx) => {
    // Takes the write lock, so that what was there before cannot change until the end.
    await tx.setting.updateMany({ where: { key: decisionsKey }, data: { updatedAt: new Date(nowMs) } });
    const all = decisionsOf(await tx.setting.findUnique({ where: { key: decisionsKey } }));
    const value = JSON.stringify({ ...all, [key]: decision });
    await tx.setting.upsert({ where: { key: decisionsKey }, create: { key: decisionsKey, value }, update: { value } });
    const subject = { kind: "setting", id: decisionsKey, name: "decisions of the rollout" };
    await recordAudit(tx, {
      actor,
      action: "rollout.decide",
      subject,
      before: { [key]: all[key] ?? null },
      after: { [key]: decision },
    });
  });
}
