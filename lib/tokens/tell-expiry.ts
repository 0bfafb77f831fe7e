import "server-only";
import { db } from "@/lib/db/client";
import { tokenHref } from "@/lib/links/routes";
import type { AlertInput } from "@/lib/notify/raise-alert";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { resolveAlert } from "@/lib/notify/resolve-alert";
import { words } from "./token-view";
import { tellsDeploys } from "./types";

const dayMs = 24 * 3_600_000;

type Expiring = {
  publicId: string;
  name: string;
  scopes: string;
  expiresAt: Date | null;
  revokedAt: Date | null;
  replacedAt: Date | null;
};

const keyOf = (publicId: string) => `token-expiry:${publicId}`;

/** The alert about a token that a notice was raised for; null once it was replaced, revoked or no longer expires. */
export function expiryAlert(token: Expiring, nowMs: number): AlertInput | null {
  if (!token.expiresAt || token.revokedAt || token.replacedAt) return null;
  const left = (token.expiresAt.getTime() - nowMs) / dayMs;
  const shared = { key: keyOf(token.publicId), href: tokenHref(token.publicId) };
  const name = `Token ${token.name}`;
  if (left <= 0) {
    const text = tellsDeploys(words(token.scopes))
      ? "The console refuses it. No deploy is told until CI has a new one."
      : "The gate refuses it. What its senders push is queued (metrics) or lost (traces) until they have a new one.";
    return { ...shared, severity: "bad", title: `${name} has expired`, text };
  }
  const days = Math.ceil(left);
  const when = days === 1 ? "within a day" : `in ${days} days`;
  const text = "Rotate it before then: the new token works beside the old one until every sender has changed over.";
  return {
    ...shared,
    severity: left <= 1 ? "bad" : left <= 7 ? "warn" : "info",
    title: `${name} expires ${when}`,
    text,
  };
}

/**
 * Raises an alert for every token that a notice was raised for, and resolves those that no longer hold. Throws as
 * Prisma does, but never because of a channel.
 */
export async function tellExpiry(nowMs = Date.now()): Promise<void> {
  const noticed = await db().tokenNotice.findMany({ distinct: ["publicId"], select: { publicId: true } });
  const ids = noticed.map(({ publicId }) => publicId);
  for (const token of await db().token.findMany({ where: { publicId: { in: ids } } })) {
    const alert = expiryAlert(token, nowMs);
    if (alert) await raiseAlert(alert);
    else await resolveAlert(keyOf(token.publicId), `Token ${token.name} was replaced, revoked or made to live on.`);
  }
}
