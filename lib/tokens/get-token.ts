import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { feedState } from "@/lib/gate/feed-state";
import { loadLosses, loadSpanSize } from "@/lib/gate/load-losses";
import { loadRefusals } from "@/lib/gate/load-refusals";
import { loadTokenSources, loadUsageSummaries } from "@/lib/gate/load-usage";
import type { PushLoss, RefusalCount, SpanSize, TokenSourceUsage } from "@/lib/gate/usage-types";
import { loadRotation, type Rotation } from "./load-rotation";
import { type NewAddress, newAddressesOf } from "./new-addresses";
import { judgeUse, type TokenLine } from "./token-line";
import { viewToken } from "./token-view";

const dayMs = 24 * 3_600_000;
const historyMax = 100;

export type TokenEvent = { seq: number; atMs: number; actorName: string; action: string };

/** One token with all that is known of it. Sources, refusals and lost spans are those of the last 24 h. */
export type TokenDetail = {
  token: TokenLine;
  sources: TokenSourceUsage[];
  newAddresses: NewAddress[];
  refusals: RefusalCount[];
  losses: PushLoss[];
  spanSize: SpanSize | null;
  history: TokenEvent[];
  rotation: Rotation | null;
  askedAtMs: number;
};

async function loadHistory(publicId: string): Promise<TokenEvent[]> {
  const rows = await db().auditEvent.findMany({
    where: { subjectKind: "token", subjectId: publicId },
    orderBy: { seq: "desc" },
    take: historyMax,
    select: { seq: true, at: true, actorName: true, action: true },
  });
  return rows.map(({ at, ...event }) => ({ ...event, atMs: at.getTime() }));
}

/** One token by public id for any actor, or null when there is none. */
export async function getToken(_actor: Actor, publicId: string, nowMs = Date.now()): Promise<TokenDetail | null> {
  const row = await db().token.findUnique({ where: { publicId } });
  if (!row) return null;
  const fromMs = nowMs - dayMs;
  const [successor, feed, summaries, sources, known, refusals, losses, spanSize, history] = await Promise.all([
    db().token.findUnique({ where: { replaces: publicId }, select: { publicId: true } }),
    feedState(nowMs),
    loadUsageSummaries(nowMs),
    loadTokenSources({ publicId, fromMs, toMs: nowMs }),
    db().tokenSource.findMany({ where: { publicId } }),
    loadRefusals({ fromMs, publicId }),
    loadLosses({ fromMs, publicId }),
    loadSpanSize(nowMs),
    loadHistory(publicId),
  ]);
  const view = viewToken(row, nowMs);
  const refused = refusals.reduce((sum, { count }) => sum + count, 0);
  const use = judgeUse({ scopes: view.scopes, summary: summaries.get(publicId), refusals: refused, feed });
  const isRotating = view.state === "rotating" && successor !== null;
  const rotation = isRotating ? await loadRotation(row, successor.publicId, nowMs) : null;
  const token = { ...view, use, replacedBy: successor?.publicId ?? null };
  const newAddresses = newAddressesOf(known, nowMs);
  return { token, sources, newAddresses, refusals, losses, spanSize, history, rotation, askedAtMs: nowMs };
}
