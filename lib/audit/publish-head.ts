import "server-only";
import { logger } from "@/lib/http/logger";
import { type AuditHead, auditHeadFile, readHeadFile, writeHeadFile } from "./head-file";

/**
 * Puts a committed head where the database cannot reach: into its file and, as a line, into the log. The change is
 * done by then, so a failure is logged and not thrown; a head that is behind another process's is not remembered.
 */
export function publishHead(head: AuditHead): void {
  logger().info({ auditSequence: head.seq, auditHash: head.hash }, "audit head");
  try {
    const file = auditHeadFile();
    const known = readHeadFile(file);
    if (known === null || known.seq < head.seq) writeHeadFile(file, head);
  } catch (err) {
    logger().error({ err }, "the audit head could not be kept; a cut tail would go unseen until the next change");
  }
}
