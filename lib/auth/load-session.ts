import "server-only";
import { LRUCache } from "lru-cache";
import type { UserActor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";
import { roleField } from "./fields";
import { idleMs, sessionIdOf } from "./session-cookie";

export type LiveSession = {
  actor: UserActor;
  name: string;
  mustChangePassword: boolean;
  hasTotp: boolean;
  /** Begun through a provider; the second factor of the account here is still owed. */
  needsFactor: boolean;
};

const cacheMs = 2000;
const cacheMax = 500;
const seenEveryMs = 5 * 60_000;

type Cache = LRUCache<string, Promise<LiveSession | null>>;
const cache = () => processState<Cache>("auth.sessions", () => new LRUCache({ max: cacheMax, ttl: cacheMs }));

/** Makes everybody's next request read the database; called after each change to a user or session. */
export function forgetSessions(): void {
  cache().clear();
}

/** A live session with its user, from the database; null when it ended, expired, or its user is disabled. */
export async function loadSession(sessionId: string, now = new Date()): Promise<LiveSession | null> {
  const found = await db().session.findUnique({ where: { id: sessionId }, include: { user: true } });
  if (!found || found.expiresAt <= now || now.getTime() - found.lastSeenAt.getTime() > idleMs) return null;
  const { user } = found;
  if (user.disabledAt) return null;
  if (now.getTime() - found.lastSeenAt.getTime() > seenEveryMs) noteSeen(sessionId, now);
  const actor: UserActor = {
    kind: "user",
    userId: user.id,
    email: user.email,
    role: roleField.parse(user.role),
    sessionId,
    steppedUpAtMs: found.steppedUpAt?.getTime() ?? null,
  };
  return {
    actor,
    name: user.name,
    mustChangePassword: user.mustChangePassword,
    hasTotp: user.totpSecret !== null,
    needsFactor: found.needsFactor,
  };
}

/** Nobody waits for this, and nothing depends on it to the minute. */
function noteSeen(sessionId: string, now: Date): void {
  db()
    .session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: now } })
    .catch((err: unknown) => logger().warn({ err }, "a session's last use was not noted"));
}

async function read(cookie: string): Promise<LiveSession | null> {
  const sessionId = await sessionIdOf(cookie);
  return sessionId === null ? null : await loadSession(sessionId);
}

/**
 * The session behind a cookie. Kept for 2 s, which is as long as a change made by another process can go unseen;
 * changes made by this one are seen at once.
 */
export function loadSessionOfCookie(cookie: string): Promise<LiveSession | null> {
  const known = cache().get(cookie);
  if (known) return known;
  const session = read(cookie);
  cache().set(cookie, session);
  // A database that did not answer is asked again by the next request.
  session.catch(() => cache().delete(cookie));
  return session;
}
