import "server-only";
import { z } from "zod";
import { type Actor, actorName, assertAdmin, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import type { Token } from "@/lib/db/generated/client";
import { RefusedError } from "@/lib/web/action-result";
import { changeTokens, nameKeyOf, requireToken } from "./change-tokens";
import { type CreatedToken, requireExpiry } from "./create-token";
import { expiresField } from "./fields";
import { digestToken, generateToken } from "./format";
import { auditedToken, fateOf, subjectOf, viewToken } from "./token-view";
import { stateOf } from "./types";

const dayMs = 24 * 3_600_000;
/** How long both tokens work at most; evidence ends it sooner (judge-rotation.ts). */
const rotationDaysMax = 7;

/** `expires`: when absent, the successor gets the same lifetime as the old one. */
const rotateTokenInput = z.object({ publicId: z.string(), expires: expiresField.optional() });
export type RotateTokenInput = z.input<typeof rotateTokenInput>;

function requireRotatable(old: Token, nowMs: number): void {
  const state = stateOf(fateOf(old), nowMs);
  if (state === "active") return;
  const messages = {
    rotating: "It is being rotated already: someone else was quicker, or another tab. Its successor is in the list.",
    disabled: "It is disabled. Enable it first, or revoke it and create a new one.",
    expired: "It has expired, so it cannot be rotated. Create a new token.",
    revoked: "It was revoked, which is final. Create a new token.",
  };
  throw new RefusedError(`is-${state}`, messages[state]);
}

const lifetimeOf = (old: Token, nowMs: number) =>
  old.expiresAt && new Date(nowMs + old.expiresAt.getTime() - old.createdAt.getTime());

/**
 * Makes a successor with the same name, scopes, addresses and note; both work until the old one's end is proven or 7
 * days are over, never past its own expiry. Of two rotations at the same moment one wins. Throws `AuthorityError`
 * unless stepped up, `RefusedError` ("no-such-token", "is-rotating", "is-disabled", "is-expired", "is-revoked",
 * "bad-input").
 */
export async function rotateToken(actor: Actor, input: RotateTokenInput, nowMs = Date.now()): Promise<CreatedToken> {
  assertAdmin(actor);
  // Checked before a step-up is asked for; what others did meanwhile is checked again in the transaction.
  const { publicId, expires } = rotateTokenInput.parse(input);
  if (expires !== undefined) requireExpiry(expires, nowMs);
  requireRotatable(await requireToken(publicId), nowMs);
  assertSteppedUp(actor, nowMs);
  const { token, publicId: successorId } = generateToken();
  const stored = await changeTokens(async (tx, changeSeq) => {
    const old = await requireToken(publicId, tx);
    requireRotatable(old, nowMs);
    const bound = nowMs + rotationDaysMax * dayMs;
    const rotationEndsAt = new Date(Math.min(bound, old.expiresAt?.getTime() ?? bound));
    const replaced = await tx.token.update({
      where: { publicId },
      data: { nameKey: null, replacedAt: new Date(nowMs), rotationEndsAt, changeSeq },
    });
    const successor = await tx.token.create({
      data: {
        publicId: successorId,
        name: old.name,
        nameKey: nameKeyOf(old.name),
        format: "hdobs",
        digest: digestToken(token),
        scopes: old.scopes,
        cidrs: old.cidrs,
        note: old.note,
        createdAt: new Date(nowMs),
        createdBy: actorName(actor),
        expiresAt: expires === undefined ? lifetimeOf(old, nowMs) : requireExpiry(expires, nowMs),
        replaces: publicId,
        changeSeq,
      },
    });
    const subject = subjectOf(replaced);
    await recordAudit(tx, {
      actor,
      action: "token.rotate",
      subject,
      before: auditedToken(old),
      after: { ...auditedToken(replaced), successor: successorId },
    });
    await recordAudit(tx, {
      actor,
      action: "token.create",
      subject: subjectOf(successor),
      after: auditedToken(successor),
    });
    return successor;
  });
  return { token, view: viewToken(stored, nowMs) };
}
