import "server-only";
import { toAuditEvent } from "@/lib/audit/audit-event";
import { diffRecords } from "@/lib/audit/diff-records";
import { withoutPeople } from "@/lib/audit/for-viewer";
import { db } from "@/lib/db/client";
import { toSeverity } from "@/lib/notify/severity";
import { loadBoard } from "@/lib/traces/n-plus-one/load-board";
import { loadTriggers } from "@/lib/triggers/load-triggers";
import { triggerTitles } from "@/lib/triggers/titles";
import { known } from "../part";
import type { Part, ValueOf } from "../schema";
import { type CapsuleWindow, rangeCovering } from "../window";

const database = "the console's database";
const alertsMax = 50;
const problemsMax = 30;
const auditMax = 200;
const changedMax = 20;

/** How the migration triggers stood. */
export async function triggersPart(): Promise<Part<ValueOf<"triggers">>> {
  const { verdict, memory, clickhouse, failureDomain } = await loadTriggers();
  const each = [
    { title: triggerTitles.memory, ...memory },
    { title: triggerTitles.clickhouse, ...clickhouse },
    { title: triggerTitles["failure-domain"], ...failureDomain },
  ];
  return known(database, {
    text: verdict.text,
    state: verdict.state,
    each: each.map(({ title, state, text, sampledAtMs }) => ({ title, state, text, sampledAtMs })),
  });
}

/** Alerts that were open at any time of the window, newest first. */
export async function alertsPart({ startMs, endMs }: CapsuleWindow): Promise<Part<ValueOf<"alerts">>> {
  const rows = await db().alert.findMany({
    where: {
      raisedAt: { lte: new Date(endMs) },
      OR: [{ resolvedAt: null }, { resolvedAt: { gte: new Date(startMs) } }],
    },
    orderBy: { raisedAt: "desc" },
    take: alertsMax,
  });
  return known(
    database,
    rows.map((row) => ({
      severity: toSeverity(row.severity),
      title: row.title,
      text: row.text,
      raisedAtMs: row.raisedAt.getTime(),
      resolvedAtMs: row.resolvedAt?.getTime() ?? null,
      acknowledged: row.acknowledgedAt && {
        atMs: row.acknowledgedAt.getTime(),
        by: row.acknowledgedBy ?? "",
        reason: row.acknowledgeReason ?? "",
      },
    })),
  );
}

/** N+1 queries seen within the window, the most wasteful first. */
export async function problemsPart({ startMs, endMs }: CapsuleWindow): Promise<Part<ValueOf<"problems">>> {
  const { rows, searchedToAtMs } = await loadBoard({ range: rangeCovering(endMs - startMs) }, endMs);
  if (searchedToAtMs === null) {
    const reason = "No trace has been read for repeated queries yet.";
    return { state: "unknown", source: "Jaeger's traces", atMs: Date.now(), reason };
  }
  const seen = rows.filter(({ lastSeenAtMs, timesSeen }) => lastSeenAtMs >= startMs && timesSeen > 0);
  const value = seen.slice(0, problemsMax).map((row) => ({
    service: row.service,
    route: row.route,
    statement: row.statement,
    table: row.table,
    state: row.state,
    timesSeen: row.timesSeen,
    queriesPerTrace: row.queriesPerTrace,
    wastedMs: row.wastedMs,
    lastSeenAtMs: row.lastSeenAtMs,
    exemplarTraceId: row.exemplar.traceId,
  }));
  return { state: "known", source: "Jaeger's traces", atMs: searchedToAtMs, value };
}

/**
 * The audit log of the window, newest first: who did what to what, and which fields it changed. The fields' values
 * (addresses, browsers, e-mail addresses among them) stay in the console.
 */
export async function auditPart({ startMs, endMs }: CapsuleWindow): Promise<Part<ValueOf<"audit">>> {
  const where = { at: { gte: new Date(startMs), lte: new Date(endMs) } };
  const [rows, total] = await Promise.all([
    db().auditEvent.findMany({ where, orderBy: { seq: "desc" }, take: auditMax }),
    db().auditEvent.count({ where }),
  ]);
  const entries = rows
    .map((row) => withoutPeople(toAuditEvent(row)))
    .map(({ seq, atMs, actorName, action, subject, before, after }) => ({
      seq,
      atMs,
      actor: actorName,
      action,
      subject: `${subject.kind} ${subject.name}`,
      changed: diffRecords(before, after)
        .filter(({ kind, path }) => kind !== "same" && path !== "")
        .slice(0, changedMax)
        .map(({ path }) => path),
    }));
  return known("the audit log", { entries, leftOut: total - entries.length });
}
