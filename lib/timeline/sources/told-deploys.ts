import "server-only";
import { db } from "@/lib/db/client";
import type { ToldDeploy } from "../merge-deploys";
import type { TimelineWindow } from "../types";

/**
 * The most deploys read: more than CI can report within its rate limit would mean that somebody is filling the table.
 */
const toldMax = 500;

/** The newest deploys that CI reported for a window, oldest first. Throws as Prisma does. */
export async function loadToldDeploys({ startMs, endMs }: TimelineWindow): Promise<ToldDeploy[]> {
  const rows = await db().deploy.findMany({
    where: { at: { gte: new Date(startMs), lte: new Date(endMs) } },
    orderBy: { at: "desc" },
    take: toldMax,
  });
  return rows
    .map(({ id, at, version, commit, environment, by, url, tokenName }) => {
      return { id, atMs: at.getTime(), version, commit, environment, by, url, tokenName };
    })
    .toReversed();
}
