import "server-only";
import { db } from "@/lib/db/client";
import { storedHref } from "@/lib/links/routes";
import { eventsMax, type SourceAnswer, type TimelineEvent, type TimelineWindow } from "../types";

/** Incidents that were raised or resolved in the window, newest first. Throws as Prisma does. */
export async function loadAlertEvents({ startMs, endMs }: TimelineWindow): Promise<SourceAnswer> {
  const within = { gte: new Date(startMs), lte: new Date(endMs) };
  // Alerts of a trigger are left out: the trigger itself is in the timeline.
  const about = { key: { not: { startsWith: "trigger:" } } };
  const [raised, resolved] = await Promise.all([
    db().alert.findMany({ where: { ...about, raisedAt: within }, orderBy: { raisedAt: "desc" }, take: eventsMax }),
    db().alert.findMany({ where: { ...about, resolvedAt: within }, orderBy: { resolvedAt: "desc" }, take: eventsMax }),
  ]);
  const base = { kind: "alert", source: "alerts" } as const;
  const begun = raised.map(({ id, title, text, href, raisedAt }): TimelineEvent => {
    return { ...base, id: `alert:${id}`, atMs: raisedAt.getTime(), title, detail: text, href: storedHref(href) };
  });
  const over = resolved.map(({ id, title, resolvedText, href, resolvedAt }): TimelineEvent => {
    const atMs = resolvedAt?.getTime() ?? 0;
    return {
      ...base,
      id: `resolved:${id}`,
      atMs,
      title: `Over: ${title}`,
      detail: resolvedText,
      href: storedHref(href),
    };
  });
  return { events: [...begun, ...over] };
}
