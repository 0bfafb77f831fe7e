import { formatAge } from "@/lib/format/quantity";
import type { Health } from "@/lib/measured";
import type { Scope } from "@/lib/plan/scopes";
import type { TokenState } from "./types";

export const scopeWords: Record<Scope, string> = {
  "metrics:write": "metrics",
  "traces:write": "traces",
  "deploys:write": "deploys",
};

/** How each state looks; disabled is a choice, not a fault. */
export const stateHealth: Record<TokenState, Health> = {
  active: "ok",
  rotating: "warn",
  disabled: "unknown",
  expired: "bad",
  revoked: "unknown",
};

const dayMs = 24 * 3_600_000;

/** "in 89 d", "4 d ago", "never", and whether that needs attention. */
export function expiryText(expiresAtMs: number | null, nowMs: number): { text: string; health: Health | null } {
  if (expiresAtMs === null) return { text: "never", health: null };
  const leftMs = expiresAtMs - nowMs;
  if (leftMs <= 0) return { text: `${formatAge(-leftMs)} ago`, health: "bad" };
  return { text: `in ${formatAge(leftMs)}`, health: leftMs < 7 * dayMs ? "bad" : leftMs < 30 * dayMs ? "warn" : null };
}

const explanations: Record<string, string> = {
  missing: "No Authorization header. The sender has no token configured, or a proxy drops the header.",
  "not-bearer":
    'The header is not of the form "Bearer <token>". Often the word Bearer is missing, or there are two spaces.',
  "malformed:github":
    "A GitHub token was sent here. Whoever sent it should revoke it at GitHub: it has left its place.",
  "malformed:slack": "A Slack token was sent here. Whoever sent it should revoke it at Slack.",
  "malformed:aws": "Something like an AWS key was sent here. Whoever sent it should deactivate it at AWS.",
  "malformed:jwt": "A JWT was sent: a sign-in token of some other program.",
  "malformed:wrong-length":
    "A token of ours with missing or extra characters: cut off while copying, or with a line break in it.",
  "malformed:wrong-characters":
    "A token of ours with characters that none has: mistyped, or quoted in the wrong place.",
  "malformed:wrong-checksum": "A token of ours with a typo: its check digits do not fit. Copy it again.",
  "malformed:other": "Not a token of ours at all.",
  unknown: "Well-formed, but there is no such token here: it is another console's, or made up.",
  denied: "A token that was disabled, revoked or has expired is still in use there. Give that sender its new token.",
  disabled: "A disabled token is still in use there. Enable it, or stop the sender.",
  expired: "An expired token is still in use there. Give that sender a new one.",
  revoked: "A revoked token is still in use there. Give that sender a new one, or find out who has it.",
  "wrong-scope": "The token works, but not for this path: metrics and traces are separate scopes.",
  "wrong-address": "The token works, but not from this address. Its allowed addresses are on its page.",
  "too-large": "The request was larger than the gate takes. vmagent and exporters send smaller blocks by default.",
  "rate-limited": "Too many requests from one address. Senders wait and retry; nothing is lost by itself.",
  "console-away":
    "The console was away, and the gate does not remember this token. Senders try again: vmagent for as long as it takes, an exporter of traces for about half a minute.",
  "not-found": "A path that is not an ingest path. Only /api/v1/write and /v1/traces are.",
  "wrong-method": "Only POST is taken on the ingest paths.",
};

/** What a kind of refusal means and what to do, in a sentence or two. */
export const explainRefusal = (kind: string) => explanations[kind] ?? "The gate refused it.";

/** A kind of refusal in a few words: "typo in a token of ours" for "malformed:wrong-checksum". */
export function refusalTitle(kind: string): string {
  const words: Record<string, string> = {
    "malformed:wrong-checksum": "typo in a token of ours",
    "malformed:wrong-length": "token of ours, wrong length",
    "malformed:wrong-characters": "token of ours, wrong characters",
    "malformed:github": "GitHub token",
    "malformed:slack": "Slack token",
    "malformed:aws": "AWS key",
    "malformed:jwt": "JWT",
    "malformed:other": "no token of ours",
    missing: "no token",
    "not-bearer": 'not "Bearer"',
    denied: "ended token still in use",
  };
  return words[kind] ?? kind.replaceAll("-", " ");
}
