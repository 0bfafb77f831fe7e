import "server-only";
import { z } from "zod";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { changeTokens } from "./change-tokens";

const dayMs = 24 * 3_600_000;
/** Days before expiry at which a token is pointed out, once each. */
const noticeDays = [30, 14, 7, 1] as const;

/**
 * Which notice is due: the smallest number of days that covers what is left; null when none is due or the token has
 * expired.
 */
export function dueNotice(expiresAtMs: number, nowMs: number): number | null {
  const left = (expiresAtMs - nowMs) / dayMs;
  if (left <= 0) return null;
  return noticeDays.findLast((days) => left <= days) ?? null;
}

export type ExpiryNotice = { publicId: string; name: string; daysBefore: number; expiresAtMs: number };

/**
 * Records each notice that has become due, once. A token that is being replaced needs none, and one whose whole life is
 * shorter than a notice's days does not get that notice.
 */
export async function raiseNotices(nowMs = Date.now()): Promise<void> {
  const expiresAt = { gt: new Date(nowMs), lte: new Date(nowMs + noticeDays[0] * dayMs) };
  const rows = await db().token.findMany({ where: { expiresAt, revokedAt: null, replacedAt: null } });
  const due = rows.flatMap(({ publicId, expiresAt: at, createdAt }) => {
    const daysBefore = at ? dueNotice(at.getTime(), nowMs) : null;
    const isOwnLife = at && daysBefore !== null && at.getTime() - createdAt.getTime() <= daysBefore * dayMs;
    return daysBefore === null || isOwnLife ? [] : [{ publicId, daysBefore }];
  });
  const known = await db().tokenNotice.findMany({ where: { publicId: { in: due.map(({ publicId }) => publicId) } } });
  const isKnown = new Set(known.map(({ publicId, daysBefore }) => `${publicId} ${daysBefore}`));
  const fresh = due.filter(({ publicId, daysBefore }) => !isKnown.has(`${publicId} ${daysBefore}`));
  if (fresh.length === 0) return;
  await changeTokens((tx) =>
    tx.tokenNotice.createMany({ data: fresh.map((row) => ({ ...row, raisedAt: new Date(nowMs) })) }),
  );
}

/** The newest notice of each living token that nobody has dismissed, the nearest expiry first. For any actor. */
export async function loadNotices(_actor: Actor, nowMs = Date.now()): Promise<ExpiryNotice[]> {
  const notices = await db().tokenNotice.findMany({ where: { dismissedAt: null }, orderBy: { daysBefore: "asc" } });
  const publicId = { in: notices.map((notice) => notice.publicId) };
  const living = { publicId, revokedAt: null, replacedAt: null, expiresAt: { gt: new Date(nowMs) } };
  const tokens = await db().token.findMany({ where: living, orderBy: { expiresAt: "asc" } });
  return tokens.flatMap(({ publicId: id, name, expiresAt }) => {
    const notice = notices.find((candidate) => candidate.publicId === id);
    return notice && expiresAt
      ? [{ publicId: id, name, daysBefore: notice.daysBefore, expiresAtMs: expiresAt.getTime() }]
      : [];
  });
}

/** Dismisses a token's notices until the next is due. Throws `AuthorityError` unless admin. */
export async function dismissNotices(actor: Actor, publicId: string, nowMs = Date.now()): Promise<void> {
  assertAdmin(actor);
  const id = z.string().max(64).parse(publicId);
  await changeTokens((tx) =>
    tx.tokenNotice.updateMany({ where: { publicId: id, dismissedAt: null }, data: { dismissedAt: new Date(nowMs) } }),
  );
}
