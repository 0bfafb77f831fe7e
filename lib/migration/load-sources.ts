import "server-only";
import { db } from "@/lib/db/client";
import type { SourcePath } from "./types";

const windowMs = 24 * 3_600_000;
const sourcesMax = 200;
/** Two log lines of one push are no closer than this; the newest push by either way decides. */
const slackMs = 1000;

const keyOf = (one: { publicId: string; scope: string; address: string; agent: string }) =>
  JSON.stringify([one.publicId, one.scope, one.address, one.agent]);

/**
 * Who pushed within the last 24 h and by which way its newest push came: straight, or by the gate of an old box. The
 * gate's log has every push once, whichever way; those that were passed on are counted apart too. Throws as Prisma does.
 */
export async function loadSources(nowMs: number): Promise<SourcePath[]> {
  const since = new Date(nowMs - windowMs);
  const [all, forwarded] = await Promise.all([
    db().tokenSource.findMany({ where: { lastAt: { gte: since } }, orderBy: { lastAt: "desc" }, take: sourcesMax }),
    db().forwardedSource.findMany({ where: { lastAt: { gte: since } } }),
  ]);
  const newest = new Map<string, number>();
  for (const row of forwarded) newest.set(keyOf(row), Math.max(newest.get(keyOf(row)) ?? 0, row.lastAt.getTime()));
  return all.map((source) => {
    const lastForwardedAtMs = newest.get(keyOf(source)) ?? null;
    const lastAtMs = source.lastAt.getTime();
    const isForwarded = lastForwardedAtMs !== null && lastForwardedAtMs >= lastAtMs - slackMs;
    const { publicId, scope, address, agent } = source;
    return {
      token: publicId,
      scope,
      address,
      agent,
      by: isForwarded ? "old-gate" : "straight",
      lastAtMs,
      lastForwardedAtMs,
    };
  });
}
