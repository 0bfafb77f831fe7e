import "server-only";
import { db } from "@/lib/db/client";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { queryRange } from "@/lib/victoriametrics/query-range";
import { digestOfHead, headDigestName, headSequenceName } from "./audit-metrics";

const daysBack = 30;
const stepSeconds = 3600;

/** The heads that were scraped, one an hour: row number to the start of its hash (`digestOfHead`). */
async function scrapedHeads(nowMs: number): Promise<Map<number, number>> {
  const grid = { startMs: nowMs - daysBack * 24 * 3600_000, endMs: nowMs, stepSeconds };
  const [sequences, digests] = await Promise.all([
    queryRange(headSequenceName, grid),
    queryRange(headDigestName, grid),
  ]);
  const keyOf = ({ __name__: _name, ...labels }: Record<string, string>) =>
    JSON.stringify(Object.entries(labels).sort());
  const heads = new Map<number, number>();
  for (const { labels, points } of sequences.series) {
    const beside = digests.series.find((one) => keyOf(one.labels) === keyOf(labels));
    points.forEach((seq, index) => {
      const digest = beside?.points[index];
      if (seq && digest) heads.set(seq, digest);
    });
  }
  return heads;
}

/**
 * Compares the audit log with the history of its head in VictoriaMetrics, which cannot be changed through the database
 * or the files beside it. Finds rows that VictoriaMetrics remembers and the log has lost, and rows that were replaced.
 * Returns one sentence for each kind, none while everything matches or nothing is remembered. Throws `UpstreamError`
 * when VictoriaMetrics cannot be asked.
 */
export async function compareHistory(nowMs = Date.now()): Promise<string[]> {
  const [highest] = await queryInstant(`max(max_over_time(${headSequenceName}[${daysBack}d]))`);
  const newest = await db().auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
  const found: string[] = [];
  if (highest && highest.value > (newest?.seq ?? 0)) {
    found.push(`VictoriaMetrics remembers row ${highest.value}; the log ends at row ${newest?.seq ?? 0}.`);
  }
  const heads = await scrapedHeads(nowMs);
  const rows = await db().auditEvent.findMany({
    where: { seq: { in: [...heads.keys()] } },
    select: { seq: true, hash: true },
    orderBy: { seq: "asc" },
  });
  const other = rows.find(({ seq, hash }) => digestOfHead(hash) !== heads.get(seq));
  if (other) found.push(`Row ${other.seq} is not the one that VictoriaMetrics remembers.`);
  return found;
}
