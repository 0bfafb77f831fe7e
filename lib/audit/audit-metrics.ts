import "server-only";
import { Gauge } from "prom-client";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { consoleMetrics } from "@/lib/runtime/metrics";
import { processState } from "@/lib/runtime/process-state";

/** 40 bits of the hash: exact as a float, and nobody without the key can choose them. */
const hashDigits = 10;

/**
 * Registers the chain's head as metrics, read from the database at every scrape: its history in VictoriaMetrics shows
 * a tail that was cut, or replaced at the same length. No sample while the database does not answer.
 */
export function registerAuditMetrics(): void {
  processState("audit.metrics", () => {
    const registers = [consoleMetrics().registry];
    const hash = new Gauge({
      name: "obs_audit_head_hash",
      help: "The first 40 bits of the hash of the newest audit row, as a number.",
      registers,
    });
    const sequence = new Gauge({
      name: "obs_audit_head_sequence",
      help: "Sequence number of the newest audit row; it never falls unless rows were removed.",
      registers,
      async collect() {
        try {
          const head = await db().auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
          sequence.set(head?.seq ?? 0);
          hash.set(head ? Number.parseInt(head.hash.slice(0, hashDigits), 16) : 0);
        } catch (err) {
          logger().warn({ err }, "the audit head could not be read for the metrics");
          sequence.remove();
          hash.remove();
        }
      },
    });
    return true;
  });
}
