import "server-only";
import { db } from "@/lib/db/client";
import { type RangeKey, secondsOf } from "@/lib/ranges/ranges";
import { samplingShare, samplingWords } from "../load-sampling";
import { costlyMinMs } from "./n-plus-one";
import type { NPlusOneBoard, NPlusOneRow } from "./types";

/** After this many traces of the route without it, it counts as fixed. */
export const goneAfterTraces = 20;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * Every known N+1, with what was seen of it within the range (whole hours); what wastes most in a day first, what
 * is gone last. Throws when the database is broken.
 */
export async function loadBoard({ range }: { range: RangeKey }, nowMs = Date.now()): Promise<NPlusOneBoard> {
  const from = new Date(Math.floor((nowMs - secondsOf(range) * 1000) / hourMs) * hourMs);
  const [problems, coverage, newest] = await Promise.all([
    db().nPlusOneProblem.findMany({ include: { hours: { where: { hourAt: { gte: from } } } } }),
    db().nPlusOneCoverage.findMany({ where: { hourAt: { gte: from } } }),
    db().nPlusOneCoverage.findFirst({ orderBy: { hourAt: "desc" } }),
  ]);
  const sampling = samplingShare();
  const firstHourMs = Math.min(...coverage.map(({ hourAt }) => hourAt.getTime()));
  const readMs = coverage.length === 0 ? 0 : Math.max(hourMs / 60, (newest?.searchedToAt.getTime() ?? 0) - firstHourMs);
  const rows = problems.map((problem): NPlusOneRow => {
    const { id, service, route, statement, table, cleanTraces, hours } = problem;
    const sum = (of: (hour: (typeof hours)[number]) => number) => hours.reduce((total, hour) => total + of(hour), 0);
    const timesSeen = sum((hour) => hour.timesSeen);
    const wastedMs = sum((hour) => hour.wastedMs);
    return {
      id,
      service,
      route,
      statement,
      table,
      state: cleanTraces >= goneAfterTraces ? "gone" : "active",
      timesSeen,
      queriesPerTrace: timesSeen === 0 ? null : sum((hour) => hour.queries) / timesSeen,
      wastedMs,
      wastedADayMs: readMs === 0 ? 0 : (wastedMs / sampling.ratio) * (dayMs / readMs),
      cost: timesSeen > 0 && wastedMs / timesSeen >= costlyMinMs ? "costly" : "small",
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
    rows: rows.toSorted(
      (a, b) => isGone(a) - isGone(b) || b.wastedADayMs - a.wastedADayMs || b.lastSeenAtMs - a.lastSeenAtMs,
    ),
    tracesRead: coverage.reduce((total, hour) => total + hour.tracesRead, 0),
    searches: coverage.reduce((total, hour) => total + hour.searches, 0),
    searchedToAtMs: newest?.searchedToAt.getTime() ?? null,
    samplingNote: samplingWords(sampling),
  };
}
