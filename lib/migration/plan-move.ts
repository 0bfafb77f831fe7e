import "server-only";
import { z } from "zod";
import { type Actor, actorName, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { isUniqueViolation } from "@/lib/notify/is-unique-violation";
import { RefusedError } from "@/lib/web/action-result";
import { faultOfAddress } from "./target-address";

const faultWords = {
  "not-an-address": "An address such as 203.0.113.7 or 2001:db8::7, not a name.",
  forbidden: "No box can have this address: it is link-local, reserved or a cloud's own service.",
} as const;

const inputSchema = z.object({
  address: z
    .string()
    .trim()
    .superRefine((text, context) => {
      const fault = faultOfAddress(text);
      if (fault) context.addIssue({ code: "custom", message: faultWords[fault] });
    }),
});

/** Plans a move to an address. Throws `AuthorityError`, a zod error for the field, `RefusedError` when one is open. */
export async function planMove(actor: Actor, input: unknown, now = new Date()): Promise<void> {
  assertAdmin(actor);
  const { address } = inputSchema.parse(input);
  await writeTransaction(async (tx) => {
    const data = { open: "open", targetAddress: address, plannedAt: now, plannedBy: actorName(actor) };
    const plan = await tx.movePlan.create({ data });
    const subject = { kind: "move", id: plan.id, name: `Move to ${address}` };
    await recordAudit(tx, { actor, action: "move.plan", subject, after: { address } }, now);
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new RefusedError("too-late", "A move is planned already; withdraw it first.");
    throw error;
  });
}
