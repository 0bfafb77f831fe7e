import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { type AuditEvent, toAuditEvent } from "./audit-event";
import type { AuditFilter } from "./audit-filter";
import { auditWhere } from "./audit-where";
import { forActor } from "./for-viewer";

const auditPageRows = 50;

export type AuditPage = { events: AuditEvent[]; total: number; olderBefore: number | null };

/**
 * The newest entries that match a filter, or the newest of them older than `before` (a sequence number). `olderBefore`
 * is where the next page begins, null on the last one; `total` counts all that match. Every signed-in role may read;
 * `forActor` says how much.
 */
export async function listAudit(actor: Actor, filter: AuditFilter, before?: number): Promise<AuditPage> {
  const where = auditWhere(filter);
  const [rows, total] = await Promise.all([
    db().auditEvent.findMany({
      where: before === undefined ? where : { AND: [where, { seq: { lt: before } }] },
      orderBy: { seq: "desc" },
      take: auditPageRows + 1,
    }),
    db().auditEvent.count({ where }),
  ]);
  const shown = rows.slice(0, auditPageRows);
  return {
    events: shown.map((row) => forActor(actor, toAuditEvent(row))),
    total,
    olderBefore: rows.length > auditPageRows ? (shown.at(-1)?.seq ?? null) : null,
  };
}

/** The actions that occur in the log, for the filter's list. */
export async function listAuditActions(): Promise<string[]> {
  const rows = await db().auditEvent.findMany({
    distinct: ["action"],
    select: { action: true },
    orderBy: { action: "asc" },
    take: 200,
  });
  return rows.map(({ action }) => action);
}

/** One entry; null when there is none with that number. */
export async function getAuditEvent(actor: Actor, seq: number): Promise<AuditEvent | null> {
  const row = await db().auditEvent.findUnique({ where: { seq } });
  return row ? forActor(actor, toAuditEvent(row)) : null;
}
