import type { Finding } from "../types";
import { has, subjectOf, text } from "./read";

const ended: Record<string, string> = { revoked: "is revoked", disabled: "is disabled", expired: "has expired" };
const others: Record<string, string> = {
  "wrong-scope": "has the wrong scope",
  "wrong-address": "is used from an address that it is not allowed from",
  denied: "is no longer in force",
};
const ofSender: Record<string, string> = {
  unknown: "sends a token that this console does not know",
  missing: "sends no token",
  "not-bearer": 'sends a header that is not "Bearer <token>"',
  "rate-limited": "sends more requests than the gate takes from one address",
  "too-large": "sends requests that are larger than the gate takes",
  "console-away": "sends a token that the gate does not remember, and the console was away",
};

/** "token k3s is revoked, by ops@example.org". */
export function refusalWords(finding: Finding): string {
  const reason = finding.reason ?? "";
  const name = subjectOf(finding);
  if (finding.subject?.kind === "token") {
    const by = has(finding, "by") ? `, by ${text(finding, "by")}` : "";
    const said = ended[reason] ?? others[reason];
    if (said) return `token ${name} ${said}${reason === "wrong-address" ? ` (${text(finding, "sender")})` : ""}${by}`;
    return `the sender with token ${name} ${ofSender[reason] ?? "is refused"}`;
  }
  return `${text(finding, "sender") || name} ${ofSender[reason] ?? (reason.startsWith("malformed") ? "sends a token that is mistyped or cut off" : "is refused")}`;
}
