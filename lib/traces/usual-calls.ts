import { nearestRank } from "@/lib/stats/nearest-rank";
import { type Standing, standingOfMs } from "@/lib/usual/compare-usual";
import type { Usual, UsualFigure } from "@/lib/usual/types";
import { usualKey } from "@/lib/usual/usual-key";
import type { SpanRow } from "./view";

type Named = Pick<SpanRow, "name" | "target">;

/** Under which key the median duration of such a span is known from metrics; null for a span without a metric. */
export function usualKeyOfSpan({ name, target }: Named): string | null {
  const operation = /^gorm\.(\w+)$/.exec(name)?.[1];
  if (operation) return usualKey({ what: "call-p50", service: "database", of: [target, operation.toLowerCase()] });
  return name.startsWith("b2.") ? usualKey({ what: "call-p50", service: "b2", of: [target] }) : null;
}

/** Calls of one kind in a trace beside what one of them usually takes. */
export type UsualCalls = Named & {
  count: number;
  medianMs: number;
  usual: UsualFigure;
  standing: Standing;
  /** What they took beyond the usual, together. */
  excessMs: number;
};

/** The calls of a trace that have a usual duration, the most beyond it first. */
export function usualCalls(rows: readonly (Named & Pick<SpanRow, "durationUs">)[], usual: Usual): UsualCalls[] {
  const groups = new Map<string, { first: Named; durationsMs: number[] }>();
  for (const row of rows) {
    const key = usualKeyOfSpan(row);
    if (key === null) continue;
    const group = groups.get(key) ?? { first: row, durationsMs: [] };
    group.durationsMs.push(row.durationUs / 1000);
    groups.set(key, group);
  }
  const calls = [...groups].flatMap(([key, { first, durationsMs }]): UsualCalls[] => {
    const figure = usual.figures[key];
    const medianMs = nearestRank(durationsMs, 0.5);
    if (!figure || medianMs === null) return [];
    const count = durationsMs.length;
    const standing = standingOfMs(medianMs, figure, count);
    const excessMs = durationsMs.reduce((sum, ms) => sum + ms - figure.median, 0);
    return [{ name: first.name, target: first.target, count, medianMs, usual: figure, standing, excessMs }];
  });
  return calls.toSorted((a, b) => b.excessMs - a.excessMs);
}
