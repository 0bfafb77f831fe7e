import "server-only";
import { db } from "@/lib/db/client";
import { auditEventHref } from "@/lib/links/routes";
import { eventsMax, type SourceAnswer, type TimelineEvent, type TimelineWindow } from "../types";
import { auditTitle, notableActions } from "./audit-words";

/** Changes of tokens, settings and users in the window, newest first; no sign-ins. Throws as Prisma does. */
export async function loadAuditEvents({ startMs, endMs }: TimelineWindow): Promise<SourceAnswer> {
  const where = { at: { gte: new Date(startMs), lte: new Date(endMs) }, action: { in: notableActions } };
  const rows = await db().auditEvent.findMany({
    where,
    orderBy: { seq: "desc" },
    take: eventsMax + 1,
    select: { seq: true, at: true, actorName: true, action: true, subjectName: true },
  });
  const leftOut = rows.length > eventsMax ? (await db().auditEvent.count({ where })) - eventsMax : 0;
  const events = rows.slice(0, eventsMax).map(({ seq, at, actorName, action, subjectName }): TimelineEvent => {
    return {
      id: `audit:${seq}`,
      kind: action.startsWith("token.") ? "token" : "audit",
      atMs: at.getTime(),
      title: auditTitle(action, subjectName),
      detail: `by ${actorName}`,
      href: auditEventHref(seq),
      source: "audit log",
    };
  });
  return { events, leftOut };
}
