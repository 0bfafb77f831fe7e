import "server-only";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { type Severity, severities, toSeverity } from "./severity";

export type DeliveryView = {
  id: string;
  channel: string;
  event: string;
  state: string;
  attempts: number;
  atMs: number;
  note: string | null;
};
export type AlertView = {
  id: string;
  key: string;
  severity: Severity;
  title: string;
  text: string;
  href: string;
  raisedAtMs: number;
  resolved: { atMs: number; text: string } | null;
  acknowledged: { atMs: number; by: string; reason: string } | null;
  deliveries: DeliveryView[];
};

const include = {
  deliveries: { include: { channel: { select: { name: true } } }, orderBy: { createdAt: "asc" } },
} as const satisfies Prisma.AlertInclude;
type Row = Prisma.AlertGetPayload<{ include: typeof include }>;

function toView(row: Row): AlertView {
  const { id, key, title, text, href, resolvedAt, acknowledgedAt } = row;
  return {
    id,
    key,
    severity: toSeverity(row.severity),
    title,
    text,
    href,
    raisedAtMs: row.raisedAt.getTime(),
    resolved: resolvedAt ? { atMs: resolvedAt.getTime(), text: row.resolvedText ?? "" } : null,
    acknowledged: acknowledgedAt
      ? { atMs: acknowledgedAt.getTime(), by: row.acknowledgedBy ?? "", reason: row.acknowledgeReason ?? "" }
      : null,
    deliveries: row.deliveries.map((delivery) => ({
      id: delivery.id,
      channel: delivery.channel.name,
      event: delivery.event,
      state: delivery.state,
      attempts: delivery.attempts,
      atMs: (delivery.settledAt ?? delivery.createdAt).getTime(),
      note: delivery.note,
    })),
  };
}

/** The open alerts, gravest first, and the newest `limit` that are over, each with its deliveries. */
export async function listAlerts({ limit = 20 } = {}): Promise<{ open: AlertView[]; over: AlertView[] }> {
  const [open, over] = await Promise.all([
    db().alert.findMany({ where: { openKey: { not: null } }, include, orderBy: { raisedAt: "desc" } }),
    db().alert.findMany({ where: { openKey: null }, include, orderBy: { resolvedAt: "desc" }, take: limit }),
  ]);
  const gravest: Record<Severity, number> = { bad: 0, warn: 1, info: 2 };
  const views = open.map(toView).toSorted((a, b) => gravest[a.severity] - gravest[b.severity]);
  return { open: views, over: over.map(toView) };
}

/** How many alerts are open, and the gravest severity among those not acknowledged. Throws as Prisma does. */
export async function countOpenAlerts(): Promise<{ open: number; gravest: Severity | null }> {
  const open = await db().alert.findMany({
    where: { openKey: { not: null } },
    select: { severity: true, acknowledgedAt: true },
  });
  const loud = open.filter(({ acknowledgedAt }) => acknowledgedAt === null).map(({ severity }) => toSeverity(severity));
  return { open: open.length, gravest: severities.findLast((severity) => loud.includes(severity)) ?? null };
}
