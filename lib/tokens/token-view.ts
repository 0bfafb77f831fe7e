import "server-only";
import type { Token } from "@/lib/db/generated/client";
import { isScope, type Scope } from "@/lib/plan/scopes";
import { maskToken } from "./format";
import { stateOf, type TokenFate, type TokenState } from "./types";

/** A token as pages and the JSON API show it: never the digest. Times in unix milliseconds. */
export type TokenView = TokenFate & {
  publicId: string;
  name: string;
  /** What may be shown of it: "hdobs_Ab3xK9mPq2...". */
  masked: string;
  state: TokenState;
  /** "legacy": the plan's own older token, adopted; it has no checksum and should be rotated. */
  format: "hdobs" | "legacy";
  scopes: Scope[];
  cidrs: string[];
  note: string;
  /** A trap: refused like an unknown token, and any use raises an alert. */
  isHoney: boolean;
  createdAtMs: number;
  createdBy: string;
  revokedReason: string | null;
  /** From revoking to the gate's first refusal; null where nobody measured. */
  refusedAfterMs: number | null;
  /** Public id of the token that this one replaces. */
  replaces: string | null;
  rotationEndsAtMs: number | null;
};

/** What is stored in one column as words, such as the scopes of a token. */
export const words = (text: string) => text.split(" ").filter(Boolean);

/** When a token was revoked, disabled and replaced, and when it expires. */
export function fateOf(token: Pick<Token, "revokedAt" | "expiresAt" | "disabledAt" | "replacedAt">): TokenFate {
  return {
    revokedAtMs: token.revokedAt?.getTime() ?? null,
    expiresAtMs: token.expiresAt?.getTime() ?? null,
    disabledAtMs: token.disabledAt?.getTime() ?? null,
    replacedAtMs: token.replacedAt?.getTime() ?? null,
  };
}

/** A stored token in the form that may leave the server. */
export function viewToken(token: Token, nowMs: number): TokenView {
  const fate = fateOf(token);
  return {
    ...fate,
    publicId: token.publicId,
    name: token.name,
    masked: maskToken(token.publicId),
    state: stateOf(fate, nowMs),
    format: token.format === "legacy" ? "legacy" : "hdobs",
    scopes: words(token.scopes).filter(isScope),
    cidrs: words(token.cidrs),
    note: token.note,
    isHoney: token.isHoney,
    createdAtMs: token.createdAt.getTime(),
    createdBy: token.createdBy,
    revokedReason: token.revokedReason,
    refusedAfterMs: token.refusedAfterMs,
    replaces: token.replaces,
    rotationEndsAtMs: token.rotationEndsAt?.getTime() ?? null,
  };
}

/** What audit rows keep of a token: everything but the digest. */
export function auditedToken(token: Token): Record<string, unknown> {
  const { digest: _secret, nameKey: _key, changeSeq: _seq, ...shown } = token;
  return shown;
}

/** The audit subject of a token. */
export const subjectOf = ({ publicId, name }: { publicId: string; name: string }) => ({
  kind: "token",
  id: publicId,
  name,
});
