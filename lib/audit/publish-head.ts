import "server-only";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { type AuditHead, auditHeadFile, readHeadFile, writeHeadFile } from "./head-file";
import { readWitness, type WitnessEntry, writeWitness } from "./witness";

/** Whether the chain that ends with the new head still holds the row that was the head before. */
async function continues(known: AuditHead, head: AuditHead, prevHash: string): Promise<boolean> {
  if (head.seq === known.seq + 1) return prevHash === known.hash;
  const row = await db().auditEvent.findUnique({ where: { seq: known.seq }, select: { hash: true } });
  return row?.hash === known.hash;
}

/**
 * Keeps a committed head outside the database: in its file and, as a line, in the log. A head that does not continue
 * the known one is not kept, so that rows added after a cut cannot cover it up. The change is committed by then, so a
 * failure is logged and not thrown.
 */
export async function publishHead(head: AuditHead, prevHash: string, entry: WitnessEntry): Promise<void> {
  logger().info({ auditSequence: head.seq, auditHash: head.hash }, "audit head");
  try {
    // Once end-revived.ts has found the witness ahead of the database, it starts over from this entry.
    const witness = readWitness();
    if (!witness || witness.seq < head.seq || entry.action === "database.restored") {
      writeWitness({ seq: head.seq, hash: head.hash, recent: [...(witness?.recent ?? []), entry] });
    }
    const file = auditHeadFile();
    const known = readHeadFile(file);
    // Another change, by this process or another, may have been kept meanwhile.
    if (known && known.seq >= head.seq) return;
    if (known && !(await continues(known, head, prevHash))) {
      logger().error({ known: known.seq }, "the audit log lost rows that it had; npm run audit:verify says which");
      return;
    }
    writeHeadFile(file, head);
  } catch (err) {
    logger().error({ err }, "the audit head could not be kept; a cut tail would go unseen until the next change");
  }
}
