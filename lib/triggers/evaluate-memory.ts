import "server-only";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { formatBytes } from "@/lib/format/bytes";
import { budgetServices } from "@/lib/plan/budget";
import type { TriggerThresholds } from "@/lib/plan/trigger-thresholds";
import { loadSamplesOf, seriesKey } from "@/lib/resources/load-samples";
import type { Transition } from "./evaluate-dwell";
import { loadEvaluatedUntilMs } from "./evaluation-state";
import type { Evidence } from "./evidence";
import { judgeMemory, loadMemoryMinutes } from "./judge-memory";

const trigger = "memory";
const minuteMs = 60_000;
/** Evidence also shows this much time before the dwell. */
const beforeMs = 60 * minuteMs;
const samplesMax = 24 * 60;

async function freeze({ sinceMs, atMs }: Transition, thresholds: TriggerThresholds): Promise<Evidence> {
  const names = [...budgetServices, "console"] as const;
  const series = names.map((subject) => ({ subject, figure: "memoryBytes" as const }));
  const [samples, programs] = await Promise.all([
    loadMemoryMinutes(sinceMs - beforeMs, atMs - 1),
    loadSamplesOf(series, { fromMs: atMs - 10 * minuteMs, toMs: atMs }),
  ]);
  const newest = names.flatMap((name) => {
    const point = programs.get(seriesKey(name, "memoryBytes"))?.at(-1);
    return point ? [{ name, bytes: point.average }] : [];
  });
  return {
    samples: samples.slice(-samplesMax).map(({ atMs: at, value }) => ({ atMs: at, bytes: value })),
    programs: newest,
    kills: [],
    rule: ruleText(thresholds),
    setBy: null,
  };
}

const ruleText = ({ memoryFireBytes, memoryClearBytes, memoryDwellMinutes: minutes }: TriggerThresholds) =>
  `Fires below ${formatBytes(memoryFireBytes)} for ${minutes} min, clears above ${formatBytes(memoryClearBytes)} for ${minutes} min.`;

async function apply(
  tx: Prisma.TransactionClient,
  transition: Transition,
  evidence: Evidence,
  thresholds: TriggerThresholds,
) {
  const at = new Date(transition.atMs);
  if (transition.kind === "cleared") {
    const minutes = thresholds.memoryDwellMinutes;
    const clearedReason = `Above ${formatBytes(thresholds.memoryClearBytes)} for ${minutes} minutes.`;
    const data = { openTrigger: null, clearedAt: at, clearedReason };
    await tx.triggerFiring.updateMany({ where: { openTrigger: trigger }, data });
    return;
  }
  const reason = `Available memory has been below ${formatBytes(thresholds.memoryFireBytes)} for ${thresholds.memoryDwellMinutes} minutes and more`;
  const startedAt = new Date(transition.sinceMs);
  await tx.triggerFiring.create({
    data: { trigger, openTrigger: trigger, reason, startedAt, firedAt: at, evidence: JSON.stringify(evidence) },
  });
}

/** Evaluates the memory trigger up to now and writes what changed, each transition once. Throws as Prisma does. */
export async function evaluateMemory(thresholds: TriggerThresholds, nowMs: number): Promise<void> {
  const firing = (await db().triggerFiring.count({ where: { openTrigger: trigger } })) > 0;
  const evaluatedUntilMs = await loadEvaluatedUntilMs(trigger, nowMs);
  const { transitions, newest } = await judgeMemory(thresholds, { firing, evaluatedUntilMs }, nowMs);
  if (!newest || newest.atMs === evaluatedUntilMs) return;
  const frozen = await Promise.all(transitions.map((transition) => freeze(transition, thresholds)));
  const evaluatedUntil = new Date(newest.atMs);
  await writeTransaction(async (tx) => {
    // Move the mark first: two evaluations at once would both see the same transitions.
    const moved = await tx.triggerWatch.updateMany({
      where: { trigger, evaluatedUntil: new Date(evaluatedUntilMs) },
      data: { evaluatedUntil },
    });
    if (moved.count === 0) {
      if ((await tx.triggerWatch.count({ where: { trigger } })) > 0) return;
      await tx.triggerWatch.create({ data: { trigger, evaluatedUntil } });
    }
    for (const [index, transition] of transitions.entries()) {
      const evidence = frozen[index];
      if (evidence) await apply(tx, transition, evidence, thresholds);
    }
  });
}
