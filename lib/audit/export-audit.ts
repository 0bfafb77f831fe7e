import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { type AuditEvent, toAuditEvent } from "./audit-event";
import type { AuditFilter } from "./audit-filter";
import { auditWhere } from "./audit-where";
import { forActor } from "./for-viewer";
import { csvLine } from "./to-csv";

export const exportFormats = ["json", "csv"] as const;
export type ExportFormat = (typeof exportFormats)[number];

const batchRows = 500;
const columns = [
  "seq",
  "at",
  "actorKind",
  "actorId",
  "actorName",
  "action",
  "subjectKind",
  "subjectId",
  "subjectName",
  "before",
  "after",
  "keyId",
  "prevHash",
  "hash",
];

async function* eventsOf(actor: Actor, filter: AuditFilter): AsyncGenerator<AuditEvent> {
  const where = auditWhere(filter);
  for (let last = 0; ; ) {
    const rows = await db().auditEvent.findMany({
      where: { AND: [where, { seq: { gt: last } }] },
      orderBy: { seq: "asc" },
      take: batchRows,
    });
    for (const row of rows) yield forActor(actor, toAuditEvent(row));
    if (rows.length < batchRows) return;
    last = rows.at(-1)?.seq ?? last;
  }
}

function csvOf({ atMs, subject, ...event }: AuditEvent): string {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  const { seq, actorKind, actorId, actorName, action, keyId, prevHash, hash } = event;
  const at = new Date(atMs).toISOString();
  const what = [action, subject.kind, subject.id, subject.name, json(event.before), json(event.after)];
  return csvLine([seq, at, actorKind, actorId, actorName, ...what, keyId, prevHash, hash]);
}

/** The text of an export in pieces, oldest entry first. */
async function* piecesOf(actor: Actor, filter: AuditFilter, format: ExportFormat): AsyncGenerator<string> {
  yield format === "csv" ? csvLine(columns) : "[";
  let separator = "\n";
  for await (const event of eventsOf(actor, filter)) {
    if (format === "csv") yield csvOf(event);
    else {
      const { atMs, ...rest } = event;
      yield `${separator}${JSON.stringify({ ...rest, at: new Date(atMs).toISOString() })}`;
      separator = ",\n";
    }
  }
  if (format === "json") yield "\n]\n";
}

/**
 * Streams every entry of a filter, so that a long log needs no memory. A database that fails on the way aborts the
 * stream, so that the download is seen to have failed.
 */
export function exportAudit(actor: Actor, filter: AuditFilter, format: ExportFormat): ReadableStream<Uint8Array> {
  const pieces = piecesOf(actor, filter, format);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (err) {
        logger().error({ err }, "audit export failed");
        controller.error(err);
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
