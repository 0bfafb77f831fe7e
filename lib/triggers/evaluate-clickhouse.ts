import "server-only";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import type { TriggerThresholds } from "@/lib/plan/trigger-thresholds";
import { type Evidence, evidenceSchema } from "./evidence";
import { type ClickhouseReading, loadClickhouse, toEvidence } from "./load-clickhouse";

const trigger = "clickhouse";

function evidenceOf({ kills, judgement, windowDays }: ClickhouseReading, known: Evidence | null): Evidence {
  const keptIds = new Set(known?.kills.map(({ id }) => id));
  const fresh = kills.filter(({ id }) => judgement.newKillIds.includes(id) && !keptIds.has(id)).map(toEvidence);
  const rule = known?.rule ?? `Fires on any OOM kill of ClickHouse in the last ${windowDays} days.`;
  const all = [...(known?.kills ?? []), ...fresh].sort((a, b) => a.atMs - b.atMs);
  return { samples: [], programs: [], kills: all, rule, setBy: null };
}

async function fire(reading: ClickhouseReading, nowMs: number): Promise<void> {
  const open = await db().triggerFiring.findUnique({ where: { openTrigger: trigger } });
  const known = open ? evidenceSchema.parse(JSON.parse(open.evidence)) : null;
  const evidence = evidenceOf(reading, known);
  if (known && evidence.kills.length === known.kills.length) return;
  const changes = { reason: reading.judgement.text, evidence: JSON.stringify(evidence) };
  const first = evidence.kills[0]?.atMs ?? nowMs;
  await writeTransaction((tx) =>
    tx.triggerFiring.upsert({
      where: { openTrigger: trigger },
      create: { trigger, openTrigger: trigger, startedAt: new Date(first), firedAt: new Date(nowMs), ...changes },
      update: changes,
    }),
  );
}

/**
 * Evaluates the ClickHouse trigger and writes what changed. While it is unknown, nothing changes. Throws as Prisma
 * does.
 */
export async function evaluateClickhouse(thresholds: TriggerThresholds, nowMs: number): Promise<void> {
  const reading = await loadClickhouse(thresholds, nowMs);
  if (reading.judgement.state === "unknown") return;
  if (reading.judgement.state === "move") return await fire(reading, nowMs);
  const clearedReason = `No OOM kill of ClickHouse for ${reading.windowDays} days.`;
  const where = { openTrigger: trigger };
  if ((await db().triggerFiring.count({ where })) === 0) return;
  await db().triggerFiring.updateMany({
    where,
    data: { openTrigger: null, clearedAt: new Date(nowMs), clearedReason },
  });
}
