import { nearestRank } from "@/lib/stats/nearest-rank";
import { type Standing, standingOfMs } from "@/lib/usual/compare-usual";
import type { Usual, UsualFigure } from "@/lib/usual/types";
import { usualKey } from "@/lib/usual/usual-key";
import type { SpanRow } from "./view";

type Named = Pick<SpanRow, "name" | "target">;

/** The key under which metrics know the median duration of such a span; null for a span without a metric. */
export function usualKeyOfSpan({ name, target }: Named): string | null {
  const operation = /^gorm\.(\w+)$/.exec(name)?.[1];
  if (operation) return usualKey({ what: "call-p50", service: "database", of: [target, operation.toLowerCase()] });
  return name.startsWith("b2.") ? usualKey({ what: "call-p50", service: "b2", of: [target] }) : null;
}

/** One span against what is usual for its kind; null where nobody knows. */
export function usualOfSpan(
  row: Named & Pick<SpanRow, "durationUs">,
  figures: Usual["figures"],
): { figure: UsualFigure; standing: Standing } | null {
  const figure = figures[usualKeyOfSpan(row) ?? ""];
  return figure ? { figure, standing: standingOfMs(row.durationUs / 1000, figure) } : null;
}

/** The figures that the spans of a trace can be compared with, so that the browser gets no more than it needs. */
export function figuresOfSpans(rows: readonly Named[], { figures }: Usual): Usual["figures"] {
  const keys = new Set(rows.map(usualKeyOfSpan));
  return Object.fromEntries(Object.entries(figures).filter(([key]) => keys.has(key)));
}

/** Calls of one kind in a trace, with what one of them usually takes. */
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
