import "server-only";
import { verifyAudit } from "@/lib/audit/verify-audit";
import { endRevived } from "@/lib/auth/end-revived";
import { db } from "@/lib/db/client";
import { auditHref } from "@/lib/links/routes";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { queryInstant } from "@/lib/victoriametrics/query-instant";

const key = "audit:head";
const dayMs = 24 * 3600_000;
const minuteMs = 60_000;
const problemsShown = 5;

/** The highest row that VictoriaMetrics remembers of this console in 30 days; null when it knows none or is away. */
async function highestOfHistory(): Promise<number | null> {
  try {
    const [sample] = await queryInstant("max(max_over_time(obs_audit_head_sequence[30d]))");
    return sample?.value ?? null;
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

/**
 * Holds the audit log against itself, against the head kept in a file and against the history of the head in
 * VictoriaMetrics. Whatever does not fit is an alert, which every page shows; it ends when all of it fits again.
 */
export async function checkAudit(): Promise<string[]> {
  const highest = await highestOfHistory();
  const { problems } = await verifyAudit();
  const newest = await db().auditEvent.findFirst({ orderBy: { seq: "desc" }, select: { seq: true } });
  const found = problems.slice(0, problemsShown).map(({ seq, problem }) => `Row ${seq}: ${problem}.`);
  if (problems.length > problemsShown) found.push(`And ${problems.length - problemsShown} more.`);
  if (highest !== null && highest > (newest?.seq ?? 0)) {
    found.push(`VictoriaMetrics remembers row ${highest}; the log ends at row ${newest?.seq ?? 0}.`);
  }
  if (found.length === 0) {
    await resolveAlert(key, "The audit log fits its head and its history again.");
  } else {
    const text = `${found.join(" ")} Somebody changed or cut it, or an older database was put back; npm run audit:verify names every row.`;
    await raiseAlert({ key, severity: "bad", title: "The audit log was tampered with", text, href: auditHref() });
  }
  return found;
}

/** Ends what an older database revived before anybody is let in, then looks each minute; checks the whole log now and daily. */
export async function startWatchingAudit(): Promise<void> {
  await endRevived();
  processState("audit.watch", () => [
    runEvery({ name: "restored database", everyMs: minuteMs, firstMs: minuteMs }, endRevived),
    runEvery({ name: "audit log", everyMs: dayMs, retryMs: minuteMs, firstMs: 5000 }, checkAudit),
  ]);
}
