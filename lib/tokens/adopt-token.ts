import "server-only";
import { type Actor, actorName, assertAdmin, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { readDenyFile } from "@/lib/gate/deny-files";
import { RefusedError } from "@/lib/web/action-result";
import { changeTokens, nameKeyOf, requireFreeName } from "./change-tokens";
import { requireExpiry } from "./create-token";
import { type AdoptTokenInput, adoptTokenInput } from "./fields";
import { digestToken, type Malformed, parseToken } from "./format";
import { auditedToken, subjectOf, type TokenView, viewToken } from "./token-view";

const reasons: Partial<Record<Malformed, string>> = {
  github: "This is a GitHub token. Revoke it at GitHub, since it was pasted here, and paste the ingest token.",
  slack: "This is a Slack token. Revoke it at Slack, since it was pasted here, and paste the ingest token.",
  aws: "This is an AWS key. Deactivate it at AWS, since it was pasted here, and paste the ingest token.",
  jwt: "This is a JWT, not an ingest token.",
};
const otherReason =
  "It cannot be adopted: it must be 32 to 200 characters of hex, base64 or base64url, and its first 8 may only be " +
  "letters, digits, - and _, since the gate uses them as a file name. Create a new token instead.";

function requireAdoptable(text: string): string {
  const parsed = parseToken(text);
  if (!parsed.ok) throw refuse(reasons[parsed.malformed] ?? otherReason);
  if (parsed.format === "hdobs") throw refuse("This token has the console's own format; only older ones are adopted.");
  if (readDenyFile(parsed.publicId) === "revoked") {
    throw refuse("A token with these first 8 characters was revoked, which is final. Create a new token instead.");
  }
  return parsed.publicId;
}

const refuse = (message: string) => new RefusedError("cannot-adopt", message, { token: message });

/**
 * Takes over a token that was made elsewhere, by its digest: its senders go on unchanged. Throws `AuthorityError`
 * unless stepped up, a zod error, `RefusedError` ("cannot-adopt", "name-taken", "bad-input", "disk-full").
 */
export async function adoptToken(actor: Actor, input: AdoptTokenInput, nowMs = Date.now()): Promise<TokenView> {
  // Wrong fields are reported before a step-up is asked for.
  assertAdmin(actor);
  const { token, name, scopes, expires, cidrs, note } = adoptTokenInput.parse(input);
  const publicId = requireAdoptable(token);
  const expiresAt = requireExpiry(expires, nowMs);
  assertSteppedUp(actor, nowMs);
  const stored = await changeTokens(async (tx, changeSeq) => {
    const present = await tx.token.findUnique({ where: { publicId } });
    if (present) throw refuse(`A token with these first 8 characters is here already: "${present.name}".`);
    await requireFreeName(tx, name);
    const created = await tx.token.create({
      data: {
        publicId,
        name,
        nameKey: nameKeyOf(name),
        format: "legacy",
        digest: digestToken(token),
        scopes: scopes.join(" "),
        cidrs: cidrs.join(" "),
        note,
        createdAt: new Date(nowMs),
        createdBy: actorName(actor),
        expiresAt,
        changeSeq,
      },
    });
    await recordAudit(tx, { actor, action: "token.adopt", subject: subjectOf(created), after: auditedToken(created) });
    return created;
  });
  return viewToken(stored, nowMs);
}
