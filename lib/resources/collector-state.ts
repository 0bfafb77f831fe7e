import "server-only";
import type { z } from "zod";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { logger } from "@/lib/runtime/logger";

type Client = Pick<Prisma.TransactionClient, "collectorState">;

/** What a collector left under a key; null when there is nothing, or nothing that fits its schema. */
export async function loadCollectorState<T>(
  key: string,
  schema: z.ZodType<T>,
  client: Client = db(),
): Promise<T | null> {
  const row = await client.collectorState.findUnique({ where: { key } });
  if (!row) return null;
  try {
    return schema.parse(JSON.parse(row.value));
  } catch (err) {
    logger().warn({ err, key }, "stored state of a collector is unusable and is started anew");
    return null;
  }
}

/** Keeps a collector's state; with `client` inside a transaction. */
export async function saveCollectorState(key: string, state: unknown, client: Client = db()): Promise<void> {
  const value = JSON.stringify(state);
  await client.collectorState.upsert({ where: { key }, create: { key, value }, update: { value } });
}
