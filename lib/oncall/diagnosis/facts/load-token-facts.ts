import "server-only";
import { db } from "@/lib/db/client";
import type { Token } from "@/lib/db/generated/client";
import { loadLosses, loadSpanSize } from "@/lib/gate/load-losses";
import type { Measured } from "@/lib/measured";
import { estimateSpans } from "@/lib/tokens/loss-words";
import { newAddressesOf } from "@/lib/tokens/new-addresses";
import { stateOf } from "@/lib/tokens/types";
import { coalesce } from "@/lib/upstream/coalesce";
import type { LossFacts, TokenFacts } from "./types";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const endings = ["token.revoke", "token.disable"];

/** Every token with its state, who brought it there and when, and addresses that are new to it. From the database. */
export function loadTokenFacts(nowMs: number): Promise<Measured<readonly TokenFacts[]>> {
  return coalesce("token facts", async () => {
    const [tokens, sources, events] = await Promise.all([
      db().token.findMany(),
      db().tokenSource.findMany({ where: { lastAt: { gt: new Date(nowMs - 30 * dayMs) } } }),
      db().auditEvent.findMany({ where: { action: { in: endings } }, orderBy: { seq: "desc" }, take: 200 }),
    ]);
    const value = tokens.map((token): TokenFacts => {
      const { publicId, name, scopes } = token;
      const state = fateOf(token, nowMs);
      const wanted = state.state === "revoked" ? "token.revoke" : "token.disable";
      const event = events.find(({ subjectId, action }) => subjectId === publicId && action === wanted);
      const by = state.state === "revoked" || state.state === "disabled" ? (event?.actorName ?? null) : null;
      return {
        ...{ publicId, name, ...state, by, scopes: scopes.split(" ").filter(Boolean) },
        newAddresses: newAddressesOf(
          sources.filter((source) => source.publicId === publicId),
          nowMs,
        ),
      };
    });
    return { state: "ready", value, sampledAtMs: nowMs };
  });
}

function fateOf(token: Token, nowMs: number): Pick<TokenFacts, "state" | "sinceMs"> {
  const ms = (date: Date | null) => date?.getTime() ?? null;
  const fate = {
    revokedAtMs: ms(token.revokedAt),
    expiresAtMs: ms(token.expiresAt),
    disabledAtMs: ms(token.disabledAt),
    replacedAtMs: ms(token.replacedAt),
  };
  const state = stateOf(fate, nowMs);
  const sinceMs = {
    active: null,
    rotating: fate.replacedAtMs,
    disabled: fate.disabledAtMs,
    expired: fate.expiresAtMs,
    revoked: fate.revokedAtMs,
  }[state];
  return { state, sinceMs };
}

/** Spans that the gate's log shows as lost within the last hour; empty when there are none. */
export function loadLossFacts(nowMs: number): Promise<Measured<LossFacts>> {
  return coalesce("loss facts", async () => {
    const losses = (await loadLosses({ fromMs: nowMs - hourMs })).filter(
      ({ lost, lastAtMs }) => lost > 0 && lastAtMs > nowMs - hourMs,
    );
    if (losses.length === 0) return { state: "empty", askedAtMs: nowMs };
    const bytes = losses.reduce((sum, { lostBytes }) => sum + lostBytes, 0);
    const value = {
      spans: estimateSpans(bytes, await loadSpanSize(nowMs)),
      pushes: losses.reduce((sum, { lost }) => sum + lost, 0),
      sinceMs: Math.min(...losses.map(({ firstAtMs }) => firstAtMs)),
      lastAtMs: Math.max(...losses.map(({ lastAtMs }) => lastAtMs)),
    };
    return { state: "ready", value, sampledAtMs: nowMs };
  });
}
