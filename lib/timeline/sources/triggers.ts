import "server-only";
import { db } from "@/lib/db/client";
import { triggersHref } from "@/lib/links/routes";
import { triggerTitles } from "@/lib/triggers/titles";
import { triggerNames } from "@/lib/triggers/types";
import { eventsMax, type SourceAnswer, type TimelineEvent, type TimelineWindow } from "../types";

const titleOf = (trigger: string) => {
  const known = triggerNames.find((name) => name === trigger);
  return known ? triggerTitles[known] : trigger;
};

/** Migration triggers that fired or cleared in the window. Throws as Prisma does. */
export async function loadTriggerEvents({ startMs, endMs }: TimelineWindow): Promise<SourceAnswer> {
  const within = { gte: new Date(startMs), lte: new Date(endMs) };
  const rows = await db().triggerFiring.findMany({
    where: { OR: [{ firedAt: within }, { clearedAt: within }] },
    select: { id: true, trigger: true, reason: true, firedAt: true, clearedAt: true, clearedReason: true },
    orderBy: { firedAt: "desc" },
    take: eventsMax,
  });
  const events = rows.flatMap(({ id, trigger, reason, firedAt, clearedAt, clearedReason }) => {
    const base = { kind: "trigger", href: triggersHref(), source: "migration triggers" } as const;
    const title = titleOf(trigger);
    const both: TimelineEvent[] = [
      { ...base, id: `trigger:${id}`, atMs: firedAt.getTime(), title: `Trigger fired: ${title}`, detail: reason },
    ];
    if (clearedAt) {
      const atMs = clearedAt.getTime();
      both.push({ ...base, id: `cleared:${id}`, atMs, title: `Trigger cleared: ${title}`, detail: clearedReason });
    }
    return both.filter(({ atMs }) => atMs >= startMs && atMs <= endMs);
  });
  return { events };
}
