import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import type { Scope } from "@/lib/plan/scopes";
import { parseAuthorization } from "./format";
import { tokenIndex } from "./token-index";
import { type RefusalReason, stateOf } from "./types";

export type Question = {
  /** The Authorization header as the client sent it. */
  authorization: string | undefined;
  scope: Scope;
  /** The client's address as the gate saw it. */
  address: string;
  nowMs: number;
};

/** A refusal has `publicId` only when the digest matched: what an outsider claims to be does not count. */
export type Verdict =
  | { ok: true; publicId: string }
  | { ok: false; status: 401 | 403; reason: RefusalReason; publicId?: string };

const noDigest = Buffer.alloc(32);

/**
 * Judges one request to the gate. 401 for a token that does not (or no longer) work, 403 for one that works but not
 * for this scope or from this address. Digests are compared in constant time, also when there is no such token.
 * Throws when the database cannot be read and the token is not in memory: that is no answer, neither yes nor no.
 */
export async function verifyToken(
  { authorization, scope, address, nowMs }: Question,
  index = tokenIndex(),
): Promise<Verdict> {
  const parsed = parseAuthorization(authorization);
  if (!parsed.ok) {
    const { malformed } = parsed;
    const plain = malformed === "missing" || malformed === "not-bearer";
    return { ok: false, status: 401, reason: plain ? malformed : `malformed:${malformed}` };
  }
  const known = await index.find(parsed.publicId);
  const digest = createHash("sha256")
    .update(parsed.token ?? "")
    .digest();
  if (!timingSafeEqual(digest, known?.digest ?? noDigest) || !known) {
    return { ok: false, status: 401, reason: "unknown" };
  }
  const { publicId } = known;
  // Refused like an unknown token, whatever its state, so that its holder learns no more.
  if (known.isHoney) return { ok: false, status: 401, reason: "trap", publicId };
  const state = stateOf(known, nowMs);
  if (state === "revoked" || state === "expired" || state === "disabled") {
    return { ok: false, status: 401, reason: state, publicId };
  }
  if (!known.scopes.includes(scope)) return { ok: false, status: 403, reason: "wrong-scope", publicId };
  if (known.isAllowedFrom && !known.isAllowedFrom(address)) {
    return { ok: false, status: 403, reason: "wrong-address", publicId };
  }
  return { ok: true, publicId };
}
