import "server-only";
import { compareHistory } from "@/lib/audit/compare-history";
import { verifyAudit } from "@/lib/audit/verify-audit";
import { endRevived } from "@/lib/auth/end-revived";
import { isDatabaseBusy } from "@/lib/db/is-database-busy";
import { auditHref } from "@/lib/links/routes";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { runEvery } from "@/lib/runtime/run-every";
import { UpstreamError } from "@/lib/upstream/upstream-error";

const key = "audit:head";
const dayMs = 24 * 3600_000;
const minuteMs = 60_000;
const problemsShown = 5;

/** What the history in VictoriaMetrics contradicts in the log; null while VictoriaMetrics is down. */
async function problemsOfHistory(): Promise<string[] | null> {
  try {
    return await compareHistory();
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

/** What contradicts the log, within itself or in the head kept outside; a log that cannot be read is a finding too. */
async function problemsOfLog(): Promise<string[]> {
  try {
    const { problems } = await verifyAudit();
    const found = problems.slice(0, problemsShown).map(({ seq, problem }) => `Row ${seq}: ${problem}.`);
    return problems.length > problemsShown ? [...found, `And ${problems.length - problemsShown} more.`] : found;
  } catch (err) {
    if (isDatabaseBusy(err)) throw err;
    logger().error({ err }, "the audit log could not be verified");
    return ["Its keys, its rows or its head outside the database cannot be read, so nothing is proven."];
  }
}

/**
 * Checks the audit log against itself, the head kept in a file and the history of the head in VictoriaMetrics. Any
 * mismatch raises an alert, which every page shows; it is resolved when everything matches again, but not while the
 * history cannot be asked. Returns the mismatches, a sentence each. Throws when the database is busy.
 */
export async function checkAudit(): Promise<string[]> {
  const ofHistory = await problemsOfHistory();
  const found = [...(await problemsOfLog()), ...(ofHistory ?? [])];
  if (found.length > 0) {
    const text = `${found.join(" ")} Somebody changed or cut it, or an older database was put back; npm run audit:verify names every row.`;
    await raiseAlert({ key, severity: "bad", title: "The audit log does not add up", text, href: auditHref() });
  } else if (ofHistory !== null) {
    await resolveAlert(key, "The audit log fits its head and its history again.");
  }
  return found;
}

/**
 * Ends what an older database revived before anybody is let in, then looks each minute; checks the whole log now and
 * daily.
 */
export async function startWatchingAudit(): Promise<void> {
  await endRevived();
  processState("audit.watch", () => [
    runEvery({ name: "restored database", everyMs: minuteMs, firstMs: minuteMs }, endRevived),
    runEvery({ name: "audit log", everyMs: dayMs, retryMs: minuteMs, firstMs: 5000 }, checkAudit),
  ]);
}
