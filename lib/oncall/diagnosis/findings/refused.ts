import { tokenHref, tokensHref } from "@/lib/links/routes";
import type { Facts, PushSender, TokenFacts } from "../facts/types";
import type { Finding } from "../types";
import { figure, finding, lateMsOf, sendersOf } from "./bits";
import { roomOf } from "./metrics-store";
import { lostOf } from "./traces-store";

/** A sender that was refused once may have met a restart; one that goes on is refused. */
const refusalsMin = 2;
/** vmagent waits a minute at most between attempts. */
const silentMs = 150_000;
const retryMs = 75_000;

const isRefusal = (outcome: string) => outcome !== "ok" && !outcome.startsWith("answer ");

/** "denied" is what the gate says of a deny file by itself; the token's own state says which. */
function reasonOf(outcome: string, token: TokenFacts | undefined): string {
  const isEnded = token && ["revoked", "disabled", "expired"].includes(token.state);
  return isEnded ? token.state : outcome;
}

function refusedSenders(facts: Facts, scope: PushSender["scope"]): PushSender[] {
  return sendersOf(facts, scope)
    .filter(
      ({ newest, long }) =>
        isRefusal(newest.outcome) &&
        (long[newest.outcome] ?? 0) >= refusalsMin &&
        facts.nowMs - newest.atMs <= Math.max(silentMs, facts.windowMs),
    )
    .filter((sender) => !isReplaced(sender, facts));
}

/** The same program pushes with another token by now, and the one that was refused does not come back. */
function isReplaced({ scope, address, agent, newest }: PushSender, facts: Facts): boolean {
  const patienceMs = scope === "metrics:write" ? retryMs : lateMsOf(facts);
  if (facts.nowMs - newest.atMs <= patienceMs) return false;
  return sendersOf(facts, scope).some(
    (other) =>
      other.address === address &&
      other.agent === agent &&
      other.newest.outcome === "ok" &&
      other.newest.atMs > newest.atMs,
  );
}

function findRefused(facts: Facts, path: "metrics" | "traces"): Finding[] {
  const scope = path === "metrics" ? "metrics:write" : "traces:write";
  const refused = refusedSenders(facts, scope);
  const isAll = !sendersOf(facts, scope).some(({ short }) => (short.ok ?? 0) > 0);
  const tokens = facts.tokens.state === "ready" ? facts.tokens.value : [];
  const keyOf = ({ token, newest }: PushSender) => `${token} ${newest.outcome}`;
  return [...new Set(refused.map(keyOf))].flatMap((key) => {
    const senders = refused.filter((sender) => keyOf(sender) === key);
    const [first] = senders;
    if (!first) return [];
    const token = tokens.find(({ publicId }) => publicId === first.token);
    const reason = reasonOf(first.newest.outcome, token);
    const sinceMs = Math.min(...senders.map(({ newest }) => newest.sinceMs));
    const href = token ? tokenHref(token.publicId) : tokensHref();
    return [
      finding({
        code: path === "metrics" ? "metrics-refused" : "traces-refused",
        place: "gate",
        severity: isAll ? "bad" : "warn",
        subject: token
          ? { kind: "token", id: token.publicId, name: token.name }
          : { kind: "host", id: first.address, name: first.address },
        reason,
        sinceMs,
        evidence: [
          figure(
            "refused",
            sum(senders, ({ long }) => long[first.newest.outcome] ?? 0),
            "count",
            {
              overMs: facts.windowMs,
              href,
            },
          ),
          figure("sender", first.address, "text"),
          ...(token?.by ? [figure("by", token.by, "text")] : []),
          ...(token?.sinceMs ? [figure("ended", token.sinceMs, "at", { href })] : []),
          ...(path === "metrics" ? roomOf(facts) : lostOf(facts)),
        ],
        explains:
          path === "metrics"
            ? [{ code: "metrics-path-silent" }, { code: "vmagent-gone" }, { code: "vmagent-catches-up" }]
            : [{ code: "traces-path-silent" }, { code: "exporter-silent" }],
      }),
    ];
  });
}

const sum = (senders: readonly PushSender[], read: (sender: PushSender) => number) =>
  senders.reduce((total, sender) => total + read(sender), 0);

/** Pushes of metrics that the gate refuses: vmagent keeps them, and tries again for as long as its disk lasts. */
export const findMetricsRefused = (facts: Facts): Finding[] => findRefused(facts, "metrics");
/** Pushes of traces that the gate refuses: the exporter drops them at once. */
export const findTracesRefused = (facts: Facts): Finding[] => findRefused(facts, "traces");
