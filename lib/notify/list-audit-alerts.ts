import "server-only";
import { db } from "@/lib/db/client";

/** Open alerts about the audit log and restored databases that nobody has acknowledged: every page shows them. */
export async function listAuditAlerts(): Promise<{ id: string; title: string; href: string }[]> {
  return await db().alert.findMany({
    where: { openKey: { startsWith: "audit:" }, acknowledgedAt: null },
    select: { id: true, title: true, href: true },
    orderBy: { raisedAt: "asc" },
  });
}
