import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import type { AuditFilter } from "./audit-filter";

const dayMs = 24 * 60 * 60_000;

/**
 * The rows that a filter leaves: an action is exact or, ending with a dot ("token."), all of a kind; actor and subject
 * match a part of the name, the subject also its whole id.
 */
export function auditWhere({ actor, action, subject, from, to }: AuditFilter): Prisma.AuditEventWhereInput {
  return {
    ...(actor ? { actorName: { contains: actor } } : {}),
    ...(action ? { action: action.endsWith(".") ? { startsWith: action } : action } : {}),
    ...(subject ? { OR: [{ subjectName: { contains: subject } }, { subjectId: subject }] } : {}),
    ...(from || to
      ? {
          at: {
            ...(from ? { gte: new Date(Date.parse(from)) } : {}),
            ...(to ? { lt: new Date(Date.parse(to) + dayMs) } : {}),
          },
        }
      : {}),
  };
}
