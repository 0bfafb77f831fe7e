import "server-only";
import { db } from "@/lib/db/client";
import type { SampleResolution } from "@/lib/ranges/budget-ranges";
import { chunkStartMs, slotMsOf, unpackChunk } from "./chunk";
import type { Figure, SamplePoint, Subject } from "./types";

type Range = { fromMs: number; toMs: number; resolution?: SampleResolution };

/**
 * Samples of a figure whose slot starts in [fromMs, toMs], oldest first, one a minute (or hour). A slot without a
 * sample has no point: a gap stays a gap. Kept for 30 days; the running minute is not there yet. Throws as Prisma does.
 */
export async function loadSamples(input: { subject: Subject; figure: Figure } & Range): Promise<SamplePoint[]> {
  const { subject, figure, ...range } = input;
  const all = await loadSamplesOf([{ subject, figure }], range);
  return pointsOf(all, subject, figure);
}

export const seriesKey = (subject: string, figure: string) => `${subject}/${figure}`;

/** Samples of several figures, by `seriesKey`. */
export type Samples = Map<string, SamplePoint[]>;
export const pointsOf = (samples: Samples, subject: Subject, figure: Figure): SamplePoint[] =>
  samples.get(seriesKey(subject, figure)) ?? [];

/** Like `loadSamples`, for several figures in one query, by `seriesKey`. */
export async function loadSamplesOf(
  series: readonly { subject: Subject; figure: Figure }[],
  { fromMs, toMs, resolution = "minute" }: Range,
): Promise<Samples> {
  const rows = await db().resourceChunk.findMany({
    where: {
      resolution,
      subject: { in: [...new Set(series.map(({ subject }) => subject))] },
      figure: { in: [...new Set(series.map(({ figure }) => figure))] },
      startMs: { gte: chunkStartMs(resolution, fromMs), lte: toMs },
    },
    orderBy: { startMs: "asc" },
  });
  const points: Samples = new Map(series.map(({ subject, figure }) => [seriesKey(subject, figure), []]));
  for (const row of rows) {
    const target = points.get(seriesKey(row.subject, row.figure));
    const startMs = Number(row.startMs);
    for (const [index, slot] of unpackChunk(resolution, row.data).entries()) {
      const atMs = startMs + index * slotMsOf[resolution];
      if (slot && atMs >= fromMs && atMs <= toMs) target?.push({ atMs, ...slot });
    }
  }
  return points;
}
