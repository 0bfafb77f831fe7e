import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import type { ReadTrace, Sighting } from "./find-problems";

const hourMs = 3_600_000;
const keptDays = 30;

const hourOf = (ms: number) => new Date(Math.floor(ms / hourMs) * hourMs);

async function recordSighting(tx: Prisma.TransactionClient, read: ReadTrace, sighting: Sighting): Promise<void> {
  const { id, statement, table, queries, wastedMs } = sighting;
  const at = new Date(read.startedAtMs);
  const exemplar = { exemplarTraceId: read.traceId, exemplarAt: at, exemplarQueries: queries };
  const known = await tx.nPlusOneProblem.findUnique({ where: { id } });
  if (!known) {
    const { service, route } = read;
    const data = { id, service, route, statement, table, firstSeenAt: at, lastSeenAt: at, ...exemplar };
    await tx.nPlusOneProblem.create({ data });
  } else {
    const isNewest = at > known.lastSeenAt;
    const firstSeenAt = at < known.firstSeenAt ? at : known.firstSeenAt;
    // The newest trace is the exemplar: older ones leave Jaeger first.
    const seen = isNewest ? { lastSeenAt: at, cleanTraces: 0, ...exemplar } : {};
    await tx.nPlusOneProblem.update({ where: { id }, data: { firstSeenAt, ...seen } });
  }
  const hourAt = hourOf(read.startedAtMs);
  await tx.nPlusOneHour.upsert({
    where: { problemId_hourAt: { problemId: id, hourAt } },
    create: { problemId: id, hourAt, timesSeen: 1, queries, wastedMs },
    update: { timesSeen: { increment: 1 }, queries: { increment: queries }, wastedMs: { increment: wastedMs } },
  });
}

/** A trace of the route without it counts towards "gone", unless the problem was seen later. */
async function countClean(tx: Prisma.TransactionClient, { service, route, startedAtMs, sightings }: ReadTrace) {
  const at = new Date(startedAtMs);
  const notSeen = { id: { notIn: sightings.map(({ id }) => id) }, lastSeenAt: { lt: at } };
  const data = { cleanTraces: { increment: 1 } };
  await tx.nPlusOneProblem.updateMany({ where: { service, route, ...notSeen }, data });
}

/** Adds the traces that one search found, oldest first, to what is stored. Drops figures older than 30 days. */
export async function recordProblems(reads: readonly ReadTrace[], searchedToMs: number): Promise<void> {
  const searchedToAt = new Date(searchedToMs);
  const tracesRead = reads.length;
  await writeTransaction(async (tx) => {
    const hourAt = hourOf(searchedToMs);
    await tx.nPlusOneCoverage.upsert({
      where: { hourAt },
      create: { hourAt, tracesRead, searches: 1, searchedToAt },
      update: { tracesRead: { increment: tracesRead }, searches: { increment: 1 }, searchedToAt },
    });
    for (const read of reads.toSorted((a, b) => a.startedAtMs - b.startedAtMs)) {
      for (const sighting of read.sightings) await recordSighting(tx, read, sighting);
      await countClean(tx, read);
    }
    const old = { hourAt: { lt: new Date(searchedToMs - keptDays * 24 * hourMs) } };
    await tx.nPlusOneHour.deleteMany({ where: old });
    await tx.nPlusOneCoverage.deleteMany({ where: old });
    await tx.nPlusOneProblem.deleteMany({ where: { hours: { none: {} } } });
  });
}
