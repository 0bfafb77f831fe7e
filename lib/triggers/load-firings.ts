import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import type { TriggerFiring } from "@/lib/db/generated/client";
import { evidenceSchema } from "./evidence";
import { type Firing, triggerNames } from "./types";

const triggerSchema = z.enum(triggerNames);

function toFiring(row: TriggerFiring): Firing {
  const { id, reason, startedAt, firedAt, clearedAt, acknowledgedAt } = row;
  return {
    id,
    trigger: triggerSchema.parse(row.trigger),
    reason,
    startedAtMs: startedAt.getTime(),
    firedAtMs: firedAt.getTime(),
    cleared: clearedAt ? { atMs: clearedAt.getTime(), reason: row.clearedReason ?? "" } : null,
    acknowledged: acknowledgedAt
      ? { atMs: acknowledgedAt.getTime(), by: row.acknowledgedBy ?? "", reason: row.acknowledgeReason ?? "" }
      : null,
    evidence: evidenceSchema.parse(JSON.parse(row.evidence)),
  };
}

/** The open firings, oldest first. One query. Throws as Prisma does. */
export async function loadOpenFirings(): Promise<Firing[]> {
  const where = { openTrigger: { not: null } };
  return (await db().triggerFiring.findMany({ where, orderBy: { startedAt: "asc" } })).map(toFiring);
}

/** The newest firings, open ones included. Throws as Prisma does. */
export async function loadFirings(limit = 50): Promise<Firing[]> {
  return (await db().triggerFiring.findMany({ orderBy: { firedAt: "desc" }, take: limit })).map(toFiring);
}

/** Ids of the OOM kills that an acknowledgement covers. */
export async function loadAcknowledgedKillIds(sinceMs: number): Promise<Set<number>> {
  const rows = await db().triggerFiring.findMany({
    where: {
      trigger: "clickhouse",
      acknowledgedAt: { not: null },
      OR: [{ clearedAt: null }, { clearedAt: { gte: new Date(sinceMs) } }],
    },
  });
  return new Set(rows.flatMap((row) => toFiring(row).evidence.kills.map(({ id }) => id)));
}
