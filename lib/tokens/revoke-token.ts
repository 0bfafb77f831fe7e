import "server-only";
import { z } from "zod";
import { type Actor, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import type { Prisma, Token } from "@/lib/db/generated/client";
import { writeDenyFile } from "@/lib/gate/deny-files";
import { logger } from "@/lib/runtime/logger";
import { RefusedError } from "@/lib/web/action-result";
import { changeTokens, nameKeyOf, requireToken } from "./change-tokens";
import { isRefusedAtEdge, waitForRefusal } from "./edge-refusal";
import { auditedToken, fateOf, subjectOf, type TokenView, viewToken } from "./token-view";
import { stateOf } from "./types";

/** `confirmation`: the token's name, typed by hand. */
export const revokeTokenInput = z.object({ publicId: z.string(), confirmation: z.string().trim() });

/** Without its successor, the old token is what it was before: alive, with its name. */
async function resumeReplaced(tx: Prisma.TransactionClient, successor: Token, changeSeq: number, nowMs: number) {
  if (!successor.replaces) return;
  const old = await tx.token.findUnique({ where: { publicId: successor.replaces } });
  if (!old || stateOf(fateOf(old), nowMs) !== "rotating") return;
  const data = { replacedAt: null, rotationEndsAt: null, nameKey: nameKeyOf(old.name), changeSeq };
  await tx.token.update({ where: { publicId: old.publicId }, data });
  await tx.token.update({ where: { publicId: successor.publicId }, data: { replaces: null } });
}

/**
 * The change itself, for revoking by hand and at a rotation's end. The tombstone is written last before the commit:
 * without it nothing is changed, and a crash in between leaves a token that the gate refuses.
 */
export function revokeInDatabase(actor: Actor, publicId: string, revokedReason: string, nowMs: number): Promise<Token> {
  return changeTokens(async (tx, changeSeq) => {
    const before = await requireToken(publicId, tx);
    if (before.revokedAt) throw new RefusedError("is-revoked", "It is revoked already.");
    const data = { revokedAt: new Date(nowMs), revokedReason, nameKey: null, changeSeq };
    const after = await tx.token.update({ where: { publicId }, data });
    await resumeReplaced(tx, before, changeSeq, nowMs);
    const entry = { actor, action: "token.revoke", subject: subjectOf(after) };
    await recordAudit(tx, { ...entry, before: auditedToken(before), after: auditedToken(after) });
    writeDenyFile(publicId, "revoked");
    return after;
  });
}

/**
 * Ends a token for good. On return the gate refuses it, on kept connections too. Revoking the successor of a rotation
 * that is under way ends the rotation: the old token stays. Throws `AuthorityError` unless stepped up, `RefusedError`
 * ("no-such-token", "is-revoked", "bad-input" when the typed name does not match).
 */
export async function revokeToken(
  actor: Actor,
  input: z.input<typeof revokeTokenInput>,
  nowMs = Date.now(),
): Promise<TokenView> {
  assertSteppedUp(actor, nowMs);
  const { publicId, confirmation } = revokeTokenInput.parse(input);
  const { name } = await requireToken(publicId);
  if (confirmation !== name) {
    const message = `Type the name as it stands here: ${name}`;
    throw new RefusedError("bad-input", message, { confirmation: message });
  }
  // Measured only if the gate was seen to let it pass before: else a refusal proves nothing about this change.
  const isMeasurable = (await isRefusedAtEdge(publicId)) === false;
  const startedAt = performance.now();
  const revoked = await revokeInDatabase(actor, publicId, "Revoked by hand.", nowMs);
  const refusedAfterMs = isMeasurable ? await waitForRefusal(publicId, startedAt) : null;
  if (refusedAfterMs !== null) await keepMeasurement(publicId, refusedAfterMs);
  return viewToken({ ...revoked, refusedAfterMs }, nowMs);
}

/** The token is revoked whether or not this can be kept. */
async function keepMeasurement(publicId: string, refusedAfterMs: number): Promise<void> {
  try {
    await db().token.update({ where: { publicId }, data: { refusedAfterMs } });
  } catch (error) {
    logger().warn({ err: error, publicId }, "the time until the gate refused was measured but not kept");
  }
}
