import "server-only";
import { db } from "@/lib/db/client";

/** How long an alert that is over is kept, with its deliveries. */
const keptMs = 180 * 24 * 3600_000;

/** Removes alerts that have been over for half a year; returns how many. Throws as Prisma does. */
export async function pruneAlerts(now = new Date()): Promise<number> {
  const { count } = await db().alert.deleteMany({ where: { resolvedAt: { lt: new Date(now.getTime() - keptMs) } } });
  return count;
}
