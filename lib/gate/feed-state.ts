import "server-only";
import { db } from "@/lib/db/client";

const minuteMs = 60_000;
/** Two of the console's requests, one a minute, may be missed (a restart) before the feed counts as silent. */
const proofAgeMsMax = 3 * minuteMs;

/** Whether the gate's log reaches the console. While it is unknown, "no requests" says nothing about any token. */
export type FeedState =
  | { state: "proven"; provenAtMs: number }
  | { state: "unknown"; provenAtMs: number | null; detail: string };

/** The feed's state; the proof is a request of the console's own, sent every minute, that came back in the log. */
export async function feedState(nowMs = Date.now()): Promise<FeedState> {
  const last = await db().gateProof.findFirst({ orderBy: { minute: "desc" } });
  if (!last) return { state: "unknown", provenAtMs: null, detail: "The gate's log has not been seen yet." };
  const provenAtMs = last.minute * minuteMs;
  // A proof in the future means that the clock was set back, so nothing can be said about the present.
  const ageMs = nowMs - provenAtMs;
  if (ageMs >= -minuteMs && ageMs <= proofAgeMsMax) return { state: "proven", provenAtMs };
  return { state: "unknown", provenAtMs, detail: "The gate's log is silent: use since then is unknown, not absent." };
}

/** The minutes of a range (unix ms of their starts) in which the feed proved itself. */
export async function loadProvenMinutes(input: { fromMs: number; toMs: number }): Promise<Set<number>> {
  const range = { gte: Math.floor(input.fromMs / minuteMs), lte: Math.floor(input.toMs / minuteMs) };
  const rows = await db().gateProof.findMany({ where: { minute: range } });
  return new Set(rows.map(({ minute }) => minute * minuteMs));
}
