import "server-only";
import { z } from "zod";
import { type Actor, actorName, assertAdmin, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { isUniqueViolation } from "@/lib/notify/is-unique-violation";
import { RefusedError } from "@/lib/web/action-result";
import { faultOfAddress } from "./target-address";
import type { Lamp } from "./types";

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

export type MovePlanView = { id: string; targetAddress: string; plannedAtMs: number; plannedBy: string };
export type EndedPlan = MovePlanView & { endedAtMs: number; endedBy: string; outcome: string };

/** The plan that is open, and those that ended, newest first. Throws as Prisma does. */
export async function loadPlans(): Promise<{ open: MovePlanView | null; ended: EndedPlan[] }> {
  const rows = await db().movePlan.findMany({ orderBy: { plannedAt: "desc" }, take: 20 });
  const views = rows.map(({ id, targetAddress, plannedAt, plannedBy, open, endedAt, endedBy, outcome }) => ({
    view: { id, targetAddress, plannedAtMs: plannedAt.getTime(), plannedBy },
    isOpen: open !== null,
    end: { endedAtMs: endedAt?.getTime() ?? 0, endedBy: endedBy ?? "", outcome: outcome ?? "" },
  }));
  return {
    open: views.find(({ isOpen }) => isOpen)?.view ?? null,
    ended: views.flatMap(({ view, isOpen, end }) => (isOpen ? [] : [{ ...view, ...end }])),
  };
}

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

type Ending = { outcome: "finalized" | "withdrawn"; evidence: Record<string, unknown> };

async function endPlan(actor: Actor, { outcome, evidence }: Ending, now: Date): Promise<void> {
  await writeTransaction(async (tx) => {
    const end = { open: null, endedAt: now, endedBy: actorName(actor), outcome, evidence: JSON.stringify(evidence) };
    const [plan] = await tx.movePlan.updateManyAndReturn({ where: { open: "open" }, data: end });
    if (!plan) throw new RefusedError("too-late", "No move is planned.");
    const subject = { kind: "move", id: plan.id, name: `Move to ${plan.targetAddress}` };
    const action = outcome === "finalized" ? "move.finalize" : "move.withdraw";
    await recordAudit(tx, { actor, action, subject, after: { outcome, ...evidence } }, now);
  });
}

/** Takes the plan back. Throws `AuthorityError`, and `RefusedError` when none is open. */
export async function withdrawMove(actor: Actor, now = new Date()): Promise<void> {
  assertAdmin(actor);
  await endPlan(actor, { outcome: "withdrawn", evidence: {} }, now);
}

/**
 * Closes the move for good, with what it rests on: the lamps as they are now and the id of the script's record. Needs
 * a proof that it is the admin. Throws `AuthorityError`, and `RefusedError` unless the old box may be switched off.
 */
export async function finalizeMove(
  actor: Actor,
  { lamps, recordId }: { lamps: readonly Lamp[]; recordId: string | null },
  now = new Date(),
): Promise<void> {
  assertSteppedUp(actor, now.getTime());
  if (recordId === null) throw new RefusedError("too-early", "The script has not moved the stack yet.");
  if (lamps.some(({ code, state }) => code === "power-off" && state !== "ok")) {
    throw new RefusedError("too-early", "The old box may not be switched off yet; the lamps say what is missing.");
  }
  await endPlan(actor, { outcome: "finalized", evidence: { recordId, lamps } }, now);
}
