import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { type FeedState, feedState } from "@/lib/gate/feed-state";
import { loadLosses, loadSpanSize } from "@/lib/gate/load-losses";
import { loadRefusals } from "@/lib/gate/load-refusals";
import { loadUsageSummaries } from "@/lib/gate/load-usage";
import type { PushLoss, RefusalCount, SpanSize } from "@/lib/gate/usage-types";
import type { Scope } from "@/lib/plan/scopes";
import { judgeUse, type TokenLine } from "./token-line";
import { viewToken } from "./token-view";
import type { TokenState } from "./types";

const dayMs = 24 * 3_600_000;

export type TokenList = {
  tokens: TokenLine[];
  /** How many there are before filtering; 0 means a console without tokens. */
  totalCount: number;
  feed: FeedState;
  /** Refused attempts of the last 24 h, of whatever token or none. */
  refusals: RefusalCount[];
  /** Pushes of traces of the last 24 h that were refused, of all tokens. */
  losses: PushLoss[];
  spanSize: SpanSize | null;
  askedAtMs: number;
};

const order: Record<TokenState, number> = { rotating: 0, active: 0, disabled: 1, expired: 2, revoked: 3 };

/** All tokens with what they did in the last 24 h: living ones first, then by name. For any actor. */
export async function listTokens(
  _actor: Actor,
  filter: { state?: TokenState; scope?: Scope } = {},
  nowMs = Date.now(),
): Promise<TokenList> {
  const [rows, feed, summaries, refusals, losses, spanSize] = await Promise.all([
    db().token.findMany({ orderBy: { name: "asc" } }),
    feedState(nowMs),
    loadUsageSummaries(nowMs),
    loadRefusals({ fromMs: nowMs - dayMs }),
    loadLosses({ fromMs: nowMs - dayMs }),
    loadSpanSize(nowMs),
  ]);
  const refused = new Map<string, number>();
  for (const { publicId, count } of refusals) {
    if (publicId) refused.set(publicId, (refused.get(publicId) ?? 0) + count);
  }
  const successors = new Map(
    rows.flatMap(({ replaces, publicId }) => (replaces ? [[replaces, publicId] as const] : [])),
  );
  const lines = rows.map((row) => {
    const view = viewToken(row, nowMs);
    const evidence = { summary: summaries.get(row.publicId), refusals: refused.get(row.publicId) ?? 0, feed };
    const use = judgeUse({ scopes: view.scopes, ...evidence });
    return { ...view, replacedBy: successors.get(row.publicId) ?? null, use };
  });
  const tokens = lines
    .filter(({ state }) => filter.state === undefined || state === filter.state)
    .filter(({ scopes }) => filter.scope === undefined || scopes.includes(filter.scope))
    .toSorted((a, b) => order[a.state] - order[b.state]);
  return { tokens, totalCount: rows.length, feed, refusals, losses, spanSize, askedAtMs: nowMs };
}
