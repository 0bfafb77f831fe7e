import "server-only";
import { db } from "@/lib/db/client";
import { loadSamplesOf, seriesKey } from "@/lib/resources/load-samples";
import { programTitles } from "@/lib/resources/program-titles";
import { programSubjects } from "@/lib/resources/sample-programs";
import type { OomKill } from "@/lib/resources/types";
import type { Autopsy } from "./budget-types";

const hourMs = 3600_000;
/** Changes in the minute after a kill may be its cause as well, since times are only known to the minute. */
const afterMs = 60_000;

/** What grew in the hour before a kill and what people did meanwhile. Throws as Prisma does. */
export async function loadAutopsy(kill: OomKill): Promise<Autopsy> {
  const range = { fromMs: kill.atMs - hourMs, toMs: kill.atMs };
  const series = programSubjects.map((subject) => ({ subject, figure: "memoryBytes" as const }));
  const [samples, audit] = await Promise.all([
    loadSamplesOf(series, range),
    db().auditEvent.findMany({
      where: { at: { gte: new Date(range.fromMs), lte: new Date(range.toMs + afterMs) } },
      orderBy: { seq: "desc" },
      take: 20,
      select: { at: true, actorName: true, action: true, subjectName: true },
    }),
  ]);
  const growth = programSubjects.flatMap((subject) => {
    const points = samples.get(seriesKey(subject, "memoryBytes")) ?? [];
    const [first] = points;
    if (!first || points.length < 2) return [];
    const toBytes = Math.max(...points.slice(-5).map(({ max }) => max));
    return [{ title: programTitles[subject], fromBytes: first.average, toBytes }];
  });
  return {
    kill,
    growth: growth.toSorted((a, b) => b.toBytes - b.fromBytes - (a.toBytes - a.fromBytes)),
    events: audit.map(({ at, actorName, action, subjectName }) => ({
      atMs: at.getTime(),
      actor: actorName,
      action,
      subject: subjectName,
    })),
  };
}
