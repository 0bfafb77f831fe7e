import "server-only";
import { cookies } from "next/headers";
import { type Actor, AuthorityError } from "@/lib/actor/actor";
import { type LiveSession, loadSessionOfCookie } from "./load-session";
import { sessionCookieName } from "./session-cookie";

/** The session of this request with what the account page shows of it; null when nobody is signed in. */
export async function currentSession(): Promise<LiveSession | null> {
  const cookie = (await cookies()).get(sessionCookieName())?.value;
  return cookie ? await loadSessionOfCookie(cookie) : null;
}

/**
 * Whoever makes this request; null when nobody is signed in, or something is still owed: a password of their own, a
 * second factor.
 */
export async function currentActor(): Promise<Actor | null> {
  const session = await currentSession();
  return session && !session.mustChangePassword && !session.needsFactor ? session.actor : null;
}

/** The actor of this request. Throws `AuthorityError` ("not-signed-in"). */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) throw new AuthorityError("not-signed-in", "You are signed out. Sign in, then do this again.");
  return actor;
}

/** The session of this request, also while its user has yet to choose a password. Throws `AuthorityError`. */
export async function requireSession(): Promise<LiveSession> {
  const session = await currentSession();
  if (!session || session.needsFactor)
    throw new AuthorityError("not-signed-in", "You are signed out. Sign in, then do this again.");
  return session;
}
