import "server-only";
import { db } from "@/lib/db/client";
import { countOf } from "@/lib/resources/judge-losses";
import { loadSamples } from "@/lib/resources/load-samples";
import type { PushLoss, SpanSize } from "./usage-types";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Fewer spans than this say more about where minutes are cut than about spans. */
const spansMin = 20;

/**
 * Pushes of traces that were refused since a time (in whole hours), one entry per token, sender and reason, the most
 * recent first. Empty means that the gate's log shows none, which is evidence only while the feed is proven.
 */
export async function loadLosses(input: { fromMs: number; publicId?: string }): Promise<PushLoss[]> {
  const rows = await db().refusedPush.groupBy({
    by: ["publicId", "address", "agent", "reason"],
    where: { hour: { gte: Math.floor(input.fromMs / hourMs) }, publicId: input.publicId },
    _sum: { lost: true, lostBytes: true, late: true },
    _min: { firstAt: true },
    _max: { lastAt: true },
    orderBy: { _max: { lastAt: "desc" } },
  });
  return rows.flatMap(({ _sum, _min, _max, ...sender }) => {
    if (!_min.firstAt || !_max.lastAt) return [];
    const counts = { lost: _sum.lost ?? 0, lostBytes: Number(_sum.lostBytes ?? 0), late: _sum.late ?? 0 };
    return [{ ...sender, ...counts, firstAtMs: _min.firstAt.getTime(), lastAtMs: _max.lastAt.getTime() }];
  });
}

/**
 * Bytes per span on its way through the gate: what the gate passed on in the last 24 h, divided by the spans that
 * Jaeger itself counted, in the minutes that both cover. Null when they share too little, or nobody reads Jaeger's
 * metrics.
 */
export async function loadSpanSize(nowMs: number): Promise<SpanSize | null> {
  const fromMs = nowMs - 24 * hourMs;
  const [accepted, rows] = await Promise.all([
    loadSamples({ subject: "jaeger", figure: "acceptedPerSecond", fromMs, toMs: nowMs }),
    db().$queryRaw<{ minute: number | bigint; bytes: number | bigint; failed: number | bigint }[]>`
      SELECT u.minute, SUM(u.bytes) AS bytes, SUM(u.failed) AS failed
      FROM token_usage u JOIN token_source s ON s.id = u.source_id
      WHERE s.scope = 'traces:write' AND u.minute >= ${Math.floor(fromMs / minuteMs)} GROUP BY u.minute`,
  ]);
  // A minute with failures holds bytes of spans that Jaeger did not take.
  const bytesByMinute = new Map(
    rows.flatMap(({ minute, bytes, failed }) =>
      Number(failed) > 0 ? [] : [[Number(minute) * minuteMs, Number(bytes)]],
    ),
  );
  const both = accepted.filter(({ atMs }) => bytesByMinute.has(atMs));
  const spans = countOf(both) ?? 0;
  const newest = both.at(-1);
  if (!newest || spans < spansMin) return null;
  const bytes = both.reduce((sum, { atMs }) => sum + (bytesByMinute.get(atMs) ?? 0), 0);
  return { bytesPerSpan: bytes / spans, sampledAtMs: newest.atMs };
}
