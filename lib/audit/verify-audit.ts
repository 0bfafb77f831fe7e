import "server-only";
import { existsSync } from "node:fs";
import { db } from "@/lib/db/client";
import type { AuditEventModel } from "@/lib/db/generated/models";
import { type KeyRing, keyRing, keyRingFile } from "@/lib/secrets/key-ring";
import { chainStart, hashRow } from "./chain";
import { type AuditHead, auditHeadFile, readHeadFile } from "./head-file";

const batchRows = 500;

export type AuditReport = { rows: number; head: AuditHead | null; problems: { seq: number; problem: string }[] };
type Previous = { seq: number; hash: string };

function problemsOf(row: AuditEventModel, previous: Previous, ring: KeyRing): string[] {
  const problems: string[] = [];
  const missing = row.seq - previous.seq - 1;
  if (missing > 0) {
    const which = missing === 1 ? `row ${previous.seq + 1} is` : `rows ${previous.seq + 1} to ${row.seq - 1} are`;
    problems.push(`${which} missing before it`);
  } else if (row.prevHash !== previous.hash) problems.push(`it does not follow row ${previous.seq}`);
  const { hash, at, ...rest } = row;
  if (!ring.keys.has(row.keyId)) problems.push(`its key "${row.keyId}" is not in the key ring, so it proves nothing`);
  else if (hashRow({ ...rest, atMs: at.getTime() }, ring) !== hash)
    problems.push("it was changed after it was written");
  return problems;
}

/** What the head kept outside says about the tail; `found` is the hash of the row with the head's number. */
function problemOfTail(head: AuditHead | null, last: Previous, found: string | null) {
  if (head === null) {
    if (last.seq === 0) return null;
    return { seq: last.seq, problem: "no head is kept outside the database, so later rows may have been cut off" };
  }
  if (last.seq < head.seq) {
    return { seq: last.seq + 1, problem: `rows ${last.seq + 1} to ${head.seq} were cut off the end` };
  }
  return found === head.hash ? null : { seq: head.seq, problem: "it is not the row that the head outside remembers" };
}

/**
 * Checks every row of the audit chain against its hash, its predecessor and the head kept outside the database; names
 * each row that was changed, reordered or follows removed ones, and a tail that was cut off. Rows written meanwhile do
 * no harm. Throws when the key ring or the database cannot be read.
 */
export async function verifyAudit(): Promise<AuditReport> {
  if (!existsSync(keyRingFile())) {
    const rows = await db().auditEvent.count();
    if (rows > 0) throw new Error(`${keyRingFile()} is missing; without its keys no row can be proven.`);
    return { rows: 0, head: null, problems: [] };
  }
  const ring = keyRing();
  // Read before the rows: what is written from now on only adds to them.
  const head = readHeadFile(auditHeadFile());
  const problems: AuditReport["problems"] = [];
  let previous: Previous = { seq: 0, hash: chainStart };
  let found: string | null = null;
  let rows = 0;
  for (;;) {
    const batch = await db().auditEvent.findMany({
      where: { seq: { gt: previous.seq } },
      orderBy: { seq: "asc" },
      take: batchRows,
    });
    for (const row of batch) {
      for (const problem of problemsOf(row, previous, ring)) problems.push({ seq: row.seq, problem });
      if (row.seq === head?.seq) found = row.hash;
      previous = { seq: row.seq, hash: row.hash };
      rows += 1;
    }
    if (batch.length < batchRows) break;
  }
  const tail = problemOfTail(head, previous, found);
  return { rows, head, problems: tail ? [...problems, tail] : problems };
}
