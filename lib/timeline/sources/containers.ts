import "server-only";
import { db } from "@/lib/db/client";
import { hasDocker } from "@/lib/docker/client";
import { formatDayTime } from "@/lib/format/time";
import { loadFollowedSince } from "@/lib/resources/container-events";
import { liveState } from "@/lib/resources/live-state";
import type { SourceAnswer, TimelineWindow, UnknownSource } from "../types";
import { readContainerEvents } from "./read-container-events";

const source = "Docker events";
const rowsMax = 2000;
/** An end just before the window belongs to the start within it. */
const marginMs = 10 * 60_000;

/** Restarts of our containers and OOM kills that Docker reports, in the window. Throws as Prisma does. */
export async function loadContainerEvents({ startMs, endMs }: TimelineWindow): Promise<SourceAnswer> {
  const at = { gte: new Date(startMs - marginMs), lte: new Date(endMs) };
  const [rows, followedSinceMs] = await Promise.all([
    db().containerEvent.findMany({
      where: { at, OR: [{ subject: { not: null } }, { action: "oom" }] },
      orderBy: [{ at: "desc" }, { timeNano: "desc" }],
      take: rowsMax,
    }),
    loadFollowedSince(),
  ]);
  const seen = rows.toReversed().map(({ at: moment, ...row }) => ({ ...row, atMs: moment.getTime() }));
  const events = readContainerEvents(seen).filter(({ atMs }) => atMs >= startMs);
  return { events, unknown: cannotTell(followedSinceMs, startMs) };
}

function cannotTell(followedSinceMs: number | null, startMs: number): UnknownSource[] {
  const failure = liveState().sources.get("docker-events")?.failure ?? null;
  if (!hasDocker()) return [{ source, reason: "DOCKER_HOST is not set: restarts of containers are not known." }];
  if (failure !== null) return [{ source, reason: failure }];
  if (followedSinceMs !== null && followedSinceMs <= startMs) return [];
  if (followedSinceMs === null) return [{ source, reason: "They are not followed yet, so restarts are not known." }];
  const since = formatDayTime(followedSinceMs, { utc: true });
  return [{ source, reason: `They have been followed since ${since} UTC; earlier restarts are not known.` }];
}
