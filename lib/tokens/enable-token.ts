import "server-only";
import { type Actor, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { RefusedError } from "@/lib/web/action-result";
import { changeTokens, requireToken } from "./change-tokens";
import { settleDenyFile } from "./settle-deny-files";
import { auditedToken, fateOf, subjectOf, type TokenView, viewToken } from "./token-view";
import { stateOf } from "./types";

/**
 * Turns a disabled token on again. On return the gate accepts it. Throws `AuthorityError` unless an admin who has
 * stepped up, `RefusedError` ("no-such-token", "is-enabled", "is-expired", "is-revoked").
 */
export async function enableToken(actor: Actor, publicId: string, nowMs = Date.now()): Promise<TokenView> {
  assertSteppedUp(actor);
  const stored = await changeTokens(async (tx, changeSeq) => {
    const before = await requireToken(publicId, tx);
    const state = stateOf(fateOf(before), nowMs);
    if (state === "revoked")
      throw new RefusedError("is-revoked", "It was revoked, which is final. Create a new token.");
    if (state === "expired") throw new RefusedError("is-expired", "It has expired. Create a new token.");
    if (state !== "disabled") throw new RefusedError("is-enabled", "It is not disabled.");
    const after = await tx.token.update({ where: { publicId }, data: { disabledAt: null, changeSeq } });
    const entry = { actor, action: "token.enable", subject: subjectOf(after) };
    await recordAudit(tx, { ...entry, before: auditedToken(before), after: auditedToken(after) });
    return after;
  });
  await settleDenyFile(publicId, nowMs);
  return viewToken(stored, nowMs);
}
