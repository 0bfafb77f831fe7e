import "server-only";
import { type Actor, actorName, assertAdmin, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { RefusedError } from "@/lib/web/action-result";
import { changeTokens, nameKeyOf, requireFreeName } from "./change-tokens";
import { type CreateTokenInput, createTokenInput, expiryComplaint, parseExpiry } from "./fields";
import { digestToken, generateToken } from "./format";
import { auditedToken, subjectOf, type TokenView, viewToken } from "./token-view";

/** The one answer that carries a secret: it is stored nowhere and cannot be shown again. */
export type CreatedToken = { token: string; view: TokenView };

/**
 * Makes a token. Throws `AuthorityError` unless stepped up, a zod error for wrong fields, `RefusedError` ("name-taken",
 * "bad-input", "disk-full"), `DatabaseBusyError`.
 */
export async function createToken(actor: Actor, input: CreateTokenInput, nowMs = Date.now()): Promise<CreatedToken> {
  // Wrong fields are reported before a step-up is asked for.
  assertAdmin(actor);
  const { name, scopes, expires, cidrs, note, isHoney } = createTokenInput.parse(input);
  const expiresAt = requireExpiry(expires, nowMs);
  assertSteppedUp(actor, nowMs);
  const { token, publicId } = generateToken();
  const stored = await changeTokens(async (tx, changeSeq) => {
    await requireFreeName(tx, name);
    const created = await tx.token.create({
      data: {
        publicId,
        name,
        nameKey: nameKeyOf(name),
        format: "hdobs",
        digest: digestToken(token),
        scopes: scopes.join(" "),
        cidrs: cidrs.join(" "),
        note,
        isHoney,
        createdAt: new Date(nowMs),
        createdBy: actorName(actor),
        expiresAt,
        changeSeq,
      },
    });
    await recordAudit(tx, { actor, action: "token.create", subject: subjectOf(created), after: auditedToken(created) });
    return created;
  });
  return { token, view: viewToken(stored, nowMs) };
}

/** When a token expires; null for never. Throws `RefusedError` ("bad-input"), which says what is accepted. */
export function requireExpiry(text: string, nowMs: number): Date | null {
  const expiresAt = parseExpiry(text, nowMs);
  if (expiresAt !== undefined) return expiresAt;
  throw new RefusedError("bad-input", expiryComplaint, { expires: expiryComplaint });
}
