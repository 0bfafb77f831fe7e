import "server-only";
import { db } from "@/lib/db/client";
import type { PrismaClient } from "@/lib/db/generated/client";

const dayMs = 86_400_000;
const retentionDays = 30;

/** Deletes usage, refusals, losses and proofs older than 30 days, and sources that were silent for as long. */
export async function pruneUsage(nowMs = Date.now(), client: PrismaClient = db()): Promise<void> {
  const before = nowMs - retentionDays * dayMs;
  const minute = { lt: Math.floor(before / 60_000) };
  await client.tokenUsage.deleteMany({ where: { minute } });
  await client.gateProof.deleteMany({ where: { minute } });
  const hour = { lt: Math.floor(before / 3_600_000) };
  await client.refusal.deleteMany({ where: { hour } });
  await client.refusedPush.deleteMany({ where: { hour } });
  await client.tokenSource.deleteMany({ where: { lastAt: { lt: new Date(before) } } });
}
