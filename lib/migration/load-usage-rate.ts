import "server-only";
import { db } from "@/lib/db/client";

const minuteMs = 60_000;

/** Bytes a second that arrived of one scope, on average of the last hour's minutes that had any; null without one. */
export async function loadTokenUsageRate(scope: string, nowMs: number): Promise<number | null> {
  const from = Math.floor((nowMs - 60 * minuteMs) / minuteMs);
  const [row] = await db().$queryRaw<{ bytes: number | bigint | null; minutes: number | bigint }[]>`
    SELECT SUM(u.bytes) AS bytes, COUNT(DISTINCT u.minute) AS minutes
    FROM token_usage u JOIN token_source s ON s.id = u.source_id WHERE s.scope = ${scope} AND u.minute >= ${from}`;
  const minutes = Number(row?.minutes ?? 0);
  return minutes === 0 ? null : Number(row?.bytes ?? 0) / (minutes * 60);
}
