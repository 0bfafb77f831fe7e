import "server-only";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeDenyFile } from "@/lib/gate/deny-files";
import { RefusedError } from "@/lib/web/action-result";
import { changeTokens, requireToken } from "./change-tokens";
import { settleDenyFile } from "./settle-deny-files";
import { auditedToken, fateOf, subjectOf, type TokenView, viewToken } from "./token-view";
import { stateOf } from "./types";

/**
 * Turns a token off until it is enabled. The gate refuses it before any page shows that: the deny file is written last
 * before the commit, and removed when the commit fails. Throws `AuthorityError` unless admin, `RefusedError`
 * ("no-such-token", "is-disabled", "is-expired", "is-revoked").
 */
export async function disableToken(actor: Actor, publicId: string, nowMs = Date.now()): Promise<TokenView> {
  assertAdmin(actor);
  const stored = await changeTokens(async (tx, changeSeq) => {
    const before = await requireToken(publicId, tx);
    const state = stateOf(fateOf(before), nowMs);
    if (state === "disabled") throw new RefusedError("is-disabled", "It is disabled already.");
    if (state === "expired" || state === "revoked") {
      throw new RefusedError(`is-${state}`, `It is ${state} already, so the gate refuses it anyway.`);
    }
    const after = await tx.token.update({ where: { publicId }, data: { disabledAt: new Date(nowMs), changeSeq } });
    const entry = { actor, action: "token.disable", subject: subjectOf(after) };
    await recordAudit(tx, { ...entry, before: auditedToken(before), after: auditedToken(after) });
    writeDenyFile(publicId, "disabled");
    return after;
  }).finally(() => settleDenyFile(publicId, nowMs));
  return viewToken(stored, nowMs);
}
