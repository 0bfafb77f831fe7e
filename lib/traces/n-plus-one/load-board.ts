import "server-only";
import { db } from "@/lib/db/client";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { env } from "@/lib/runtime/env";
import type { NPlusOneBoard, NPlusOneRow } from "./types";

/** As many traces of the route without it, and it is taken for fixed. */
export const goneAfterTraces = 20;

const hourMs = 3_600_000;

/**
 * Every known N+1, with what was seen of it within the range (whole hours); the most wasteful first, what is gone
 * last. Throws when the database is broken.
 */
export async function loadBoard({ range }: { range: RangeKey }, nowMs = Date.now()): Promise<NPlusOneBoard> {
  const from = new Date(Math.floor((nowMs - secondsOf(range) * 1000) / hourMs) * hourMs);
  const [problems, coverage, newest] = await Promise.all([
    db().nPlusOneProblem.findMany({ include: { hours: { where: { hourAt: { gte: from } } } } }),
    db().nPlusOneCoverage.findMany({ where: { hourAt: { gte: from } } }),
    db().nPlusOneCoverage.findFirst({ orderBy: { hourAt: "desc" } }),
  ]);
  const rows = problems.map((problem): NPlusOneRow => {
    const { id, service, route, statement, table, cleanTraces, hours } = problem;
    const sum = (of: (hour: (typeof hours)[number]) => number) => hours.reduce((total, hour) => total + of(hour), 0);
    const timesSeen = sum((hour) => hour.timesSeen);
    return {
      id,
      service,
      route,
      statement,
      table,
      state: cleanTraces >= goneAfterTraces ? "gone" : "active",
      timesSeen,
      queriesPerTrace: timesSeen === 0 ? null : sum((hour) => hour.queries) / timesSeen,
      wastedMs: sum((hour) => hour.wastedMs),
      firstSeenAtMs: problem.firstSeenAt.getTime(),
      lastSeenAtMs: problem.lastSeenAt.getTime(),
      cleanTraces,
      exemplar: {
        traceId: problem.exemplarTraceId,
        atMs: problem.exemplarAt.getTime(),
        queries: problem.exemplarQueries,
      },
    };
  });
  const isGone = (row: NPlusOneRow) => Number(row.state === "gone");
  return {
    rows: rows.toSorted((a, b) => isGone(a) - isGone(b) || b.wastedMs - a.wastedMs || b.lastSeenAtMs - a.lastSeenAtMs),
    tracesRead: coverage.reduce((total, hour) => total + hour.tracesRead, 0),
    searches: coverage.reduce((total, hour) => total + hour.searches, 0),
    searchedToAtMs: newest?.searchedToAt.getTime() ?? null,
    samplingRatio: env().OBS_TRACE_SAMPLING_RATIO,
  };
}
