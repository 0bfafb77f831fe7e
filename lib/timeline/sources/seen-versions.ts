import "server-only";
import { db } from "@/lib/db/client";
import { stretchMs } from "@/lib/jaeger/seen-versions";
import type { TimelineWindow } from "../types";
import type { Sighting } from "../version-changes";

/** Which versions the traces that the console read carried, per stretch of ten minutes. Throws as Prisma does. */
export async function loadSightings({ startMs, endMs }: TimelineWindow): Promise<Sighting[]> {
  const stretch = { gte: Math.floor(startMs / stretchMs), lte: Math.floor(endMs / stretchMs) };
  const rows = await db().versionSighting.findMany({ where: { stretch }, orderBy: { stretch: "desc" }, take: 5000 });
  return rows.map(({ version, stretch: at, firstAt }) => ({ version, stretch: at, atMs: firstAt.getTime() }));
}
