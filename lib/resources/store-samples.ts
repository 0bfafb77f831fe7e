import "server-only";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { SampleResolution } from "@/lib/ranges/budget-ranges";
import { chunkMsOf, chunkStartMs, packChunk, type Slot, slotMsOf, unpackChunk } from "./chunk";
import type { Figure, SamplePoint, Subject } from "./types";

export type NewSamples = { subject: Subject; figure: Figure; points: readonly SamplePoint[] };
type Chunk = { resolution: SampleResolution; subject: string; figure: string; startMs: number };
type FilledChunk = Chunk & { slots: (Slot | null)[] };

/** Rows of one statement; SQLite takes 32,766 parameters. */
const rowsAtOnce = 500;
const keyOf = ({ resolution, subject, figure, startMs }: Chunk) => `${resolution}/${subject}/${figure}/${startMs}`;

/**
 * Adds one-minute samples to the history and brings the hours they lie in up to date. A minute that is already stored
 * is replaced. All or nothing; throws as Prisma does. The console is the only writer.
 */
export async function storeSamples(series: readonly NewSamples[]): Promise<void> {
  const minutes = await fill("minute", series);
  const hours = await fill("hour", minutes.map(toHour));
  const chunks = [...minutes, ...hours];
  await db().$transaction(
    Array.from({ length: Math.ceil(chunks.length / rowsAtOnce) }, (_, index) =>
      upsert(chunks.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce)),
    ),
  );
}

function upsert(chunks: readonly FilledChunk[]) {
  const rows = chunks.map(
    ({ resolution, subject, figure, startMs, slots }) =>
      Prisma.sql`(${resolution}, ${subject}, ${figure}, ${startMs}, ${packChunk(resolution, slots)})`,
  );
  return db().$executeRaw`
    INSERT INTO resource_chunk (resolution, subject, figure, start_ms, data) VALUES ${Prisma.join(rows)}
    ON CONFLICT (resolution, subject, figure, start_ms) DO UPDATE SET data = excluded.data`;
}

/** The stored chunks that the points fall into, with the points put in. */
async function fill(
  resolution: SampleResolution,
  series: readonly { subject: string; figure: string; points: readonly SamplePoint[] }[],
): Promise<FilledChunk[]> {
  const chunks = new Map<string, FilledChunk>();
  const starts = new Set<number>();
  for (const { subject, figure, points } of series) {
    for (const { atMs } of points) {
      const startMs = chunkStartMs(resolution, atMs);
      const chunk = { resolution, subject, figure, startMs, slots: [] };
      starts.add(startMs);
      if (!chunks.has(keyOf(chunk))) chunks.set(keyOf(chunk), chunk);
    }
  }
  for (const startMs of starts) {
    const rows = await db().resourceChunk.findMany({ where: { resolution, startMs } });
    for (const row of rows) {
      const chunk = chunks.get(keyOf({ resolution, subject: row.subject, figure: row.figure, startMs }));
      if (chunk) chunk.slots = unpackChunk(resolution, row.data);
    }
  }
  for (const { subject, figure, points } of series) {
    for (const { atMs, ...slot } of points) {
      const startMs = chunkStartMs(resolution, atMs);
      const chunk = chunks.get(keyOf({ resolution, subject, figure, startMs }));
      if (chunk) chunk.slots[Math.floor((atMs - startMs) / slotMsOf[resolution])] = slot;
    }
  }
  return [...chunks.values()];
}

/** Sums up a chunk of minutes as the one point of its hour. */
function toHour({ subject, figure, startMs, slots }: FilledChunk) {
  const known = slots.filter((slot): slot is Slot => slot !== null && slot !== undefined);
  const point = {
    atMs: startMs,
    min: Math.min(...known.map(({ min }) => min)),
    max: Math.max(...known.map(({ max }) => max)),
    average: known.reduce((sum, { average }) => sum + average, 0) / known.length,
  };
  return { subject, figure, points: [point] };
}

/** How long samples are kept. */
const keptMs = 30 * 24 * 3600_000;

/** Removes samples older than 30 days; returns how many chunks. */
export async function pruneSamples(nowMs: number): Promise<number> {
  const { count } = await db().resourceChunk.deleteMany({
    where: { startMs: { lt: nowMs - keptMs - chunkMsOf.hour } },
  });
  return count;
}
