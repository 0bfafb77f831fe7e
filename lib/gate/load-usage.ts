import "server-only";
import { db } from "@/lib/db/client";
import { isScope } from "@/lib/plan/scopes";
import type { TokenSourceUsage, UsageMinute, UsageSummary } from "./usage-types";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

type Row = {
  publicId: string;
  scope: string;
  address: string;
  agent: string;
  minute: number | bigint;
  requests: number | bigint;
  bytes: number | bigint;
  failed: number | bigint;
};
type Minute = UsageMinute & { publicId: string };

/** Counts of the database are whole numbers below 2^53. */
function toMinute(row: Row): Minute[] {
  if (!isScope(row.scope)) return [];
  const { publicId, scope, address, agent } = row;
  const numbers = { requests: Number(row.requests), bytes: Number(row.bytes), failed: Number(row.failed) };
  return [{ publicId, scope, address, agent, minuteMs: Number(row.minute) * minuteMs, ...numbers }];
}

async function readMinutes(fromMs: number, toMs: number, publicId: string | null): Promise<Minute[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT s.public_id AS publicId, s.scope, s.address, s.agent, u.minute, u.requests, u.bytes, u.failed
    FROM token_usage u JOIN token_source s ON s.id = u.source_id
    WHERE u.minute >= ${Math.floor(fromMs / minuteMs)} AND u.minute <= ${Math.floor(toMs / minuteMs)}
      AND (${publicId} IS NULL OR s.public_id = ${publicId})
    ORDER BY u.minute`;
  return rows.flatMap(toMinute);
}

/** What a token sent in each minute of a range, per source, oldest first; a missing minute had no request. */
export async function loadTokenUsage(input: {
  publicId: string;
  fromMs: number;
  toMs: number;
}): Promise<UsageMinute[]> {
  return readMinutes(input.fromMs, input.toMs, input.publicId);
}

/**
 * Every source that used a token in a range (of minutes), the most recent first. Empty means that the log shows none,
 * which is evidence only while the feed is proven (`feedState`).
 */
export async function loadTokenSources(input: {
  publicId: string;
  fromMs: number;
  toMs: number;
}): Promise<TokenSourceUsage[]> {
  const [minutes, known] = await Promise.all([
    loadTokenUsage(input),
    db().tokenSource.findMany({ where: { publicId: input.publicId } }),
  ]);
  return known
    .flatMap((source) => {
      if (!isScope(source.scope)) return [];
      const { scope, address, agent } = source;
      const own = minutes.filter((m) => m.scope === scope && m.address === address && m.agent === agent);
      if (own.length === 0) return [];
      const gaps = own.slice(1).map((minute, index) => minute.minuteMs - (own[index]?.minuteMs ?? minute.minuteMs));
      const sum = (read: (minute: UsageMinute) => number) => own.reduce((total, minute) => total + read(minute), 0);
      return {
        scope,
        address,
        agent,
        firstAtMs: source.firstAt.getTime(),
        lastAtMs: source.lastAt.getTime(),
        requests: sum((minute) => minute.requests),
        bytes: sum((minute) => minute.bytes),
        failed: sum((minute) => minute.failed),
        longestGapMs: gaps.length > 0 ? Math.max(...gaps) : null,
      };
    })
    .toSorted((a, b) => b.lastAtMs - a.lastAtMs);
}

/** Sums of every token that has ever been used, by public id, over the hours up to `nowMs` (24 by default). */
export async function loadUsageSummaries(nowMs: number, hours = 24): Promise<Map<string, UsageSummary>> {
  const fromMs = nowMs - hours * hourMs;
  const sources = await db().tokenSource.findMany({ orderBy: { lastAt: "asc" } });
  const summaries = new Map<string, UsageSummary>();
  for (const { publicId, scope, address, agent, lastAt } of sources) {
    const perHour = Array.from({ length: hours }, () => 0);
    const summary = summaries.get(publicId) ?? { publicId, requests: 0, bytes: 0, failed: 0, lastUse: null, perHour };
    if (isScope(scope)) summary.lastUse = { atMs: lastAt.getTime(), scope, address, agent };
    summaries.set(publicId, summary);
  }
  for (const minute of await readMinutes(fromMs, nowMs, null)) {
    const summary = summaries.get(minute.publicId);
    if (!summary) continue;
    summary.requests += minute.requests;
    summary.bytes += minute.bytes;
    summary.failed += minute.failed;
    const hour = Math.min(hours - 1, Math.max(0, Math.floor((minute.minuteMs - fromMs) / hourMs)));
    summary.perHour[hour] = (summary.perHour[hour] ?? 0) + minute.requests;
  }
  return summaries;
}
