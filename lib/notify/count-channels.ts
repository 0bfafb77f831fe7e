import "server-only";
import { db } from "@/lib/db/client";

/** How many channels get alerts: those that are switched on. Throws as Prisma does. */
export function countChannels(): Promise<number> {
  return db().notifyChannel.count({ where: { enabled: true } });
}
