import "server-only";
import { db } from "@/lib/db/client";
import { readWitness, type WitnessEntry } from "./witness";

/** `lost`: what was written after the database was copied, as far as it is remembered; the newest last. */
export type LostRows = { knownSeq: number; foundSeq: number; lost: WitnessEntry[] };

/**
 * What the database forgot of its own audit log: null while it still holds the newest row that was ever written.
 * Otherwise it is an older copy, or lost its last writes.
 */
export async function findLostRows(): Promise<LostRows | null> {
  const known = readWitness();
  if (!known) return null;
  const row = await db().auditEvent.findUnique({ where: { seq: known.seq }, select: { hash: true } });
  if (row?.hash === known.hash) return null;
  const newest = await db().auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
  const foundSeq = newest?.seq ?? 0;
  // A copy that was written to since has rows of its own under the same numbers.
  const present = await db().auditEvent.findMany({
    where: { seq: { in: known.recent.map(({ seq }) => seq) } },
    select: { seq: true, at: true, action: true, subjectId: true },
  });
  const same = new Set(
    present.map(({ seq, at, action, subjectId }) => `${seq} ${at.getTime()} ${action} ${subjectId}`),
  );
  const lost = known.recent.filter(
    ({ seq, atMs, action, subjectId }) => !same.has(`${seq} ${atMs} ${action} ${subjectId}`),
  );
  return { knownSeq: known.seq, foundSeq, lost };
}
