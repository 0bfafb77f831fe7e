export const tokenStates = ["active", "rotating", "disabled", "expired", "revoked"] as const;
export type TokenState = (typeof tokenStates)[number];

/** What decides a token's state; times in unix milliseconds. */
export type TokenFate = {
  revokedAtMs: number | null;
  expiresAtMs: number | null;
  disabledAtMs: number | null;
  /** Since when its successor has worked as well. */
  replacedAtMs: number | null;
};

/** The state of a token at a moment. What is final wins: revoked, then expired, then disabled, then rotating. */
export function stateOf(fate: TokenFate, nowMs: number): TokenState {
  if (fate.revokedAtMs !== null) return "revoked";
  if (fate.expiresAtMs !== null && fate.expiresAtMs <= nowMs) return "expired";
  if (fate.disabledAtMs !== null) return "disabled";
  return fate.replacedAtMs !== null ? "rotating" : "active";
}

/** Whether a token reports deploys; it then has that scope only. */
export const tellsDeploys = (own: readonly string[]) => own.includes("deploys:write");

/** Why the gate refused: what `verifyToken` finds, and what nginx itself refuses before asking. */
export type RefusalReason =
  | `malformed:${string}`
  | "missing"
  | "not-bearer"
  | "unknown"
  | "trap"
  | "disabled"
  | "expired"
  | "revoked"
  | "wrong-scope"
  | "wrong-address"
  | "too-large"
  | "rate-limited";
