import "server-only";
import { Gauge } from "prom-client";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { processState } from "@/lib/runtime/process-state";

export const headSequenceName = "obs_audit_head_sequence";
export const headDigestName = "obs_audit_head_digest";

/** The first 40 bits of a row's hash as a number: exact as a float, and nobody without the key can choose them. */
export const digestOfHead = (hash: string) => Number.parseInt(hash.slice(0, 10), 16);

/**
 * Registers the chain's head as metrics, read from the database at every scrape: its history in VictoriaMetrics shows
 * a tail that was cut, or replaced at the same length. No sample while the database does not answer.
 */
export function registerAuditMetrics(): void {
  processState("audit.metrics", () => {
    const registers = [consoleMetrics().registry];
    let reading: Promise<void> | undefined;
    // Both from one read: a number next to the hash of another row would look like a changed row for ever.
    const collect = () => {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    };
    const help = "The first 40 bits of the hash of the newest audit row, as a number.";
    const digest = new Gauge({ name: headDigestName, help, registers, collect });
    const sequence = new Gauge({
      name: headSequenceName,
      help: "Sequence number of the newest audit row; it never falls unless rows were removed.",
      registers,
      collect,
    });
    async function read(): Promise<void> {
      try {
        const head = await db().auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
        sequence.set(head?.seq ?? 0);
        digest.set(head ? digestOfHead(head.hash) : 0);
      } catch (err) {
        logger().warn({ err }, "the audit head could not be read for the metrics");
        sequence.remove();
        digest.remove();
      }
    }
    return true;
  });
}
