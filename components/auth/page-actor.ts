import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Actor } from "@/lib/actor/actor";
import { currentSession } from "@/lib/auth/current-actor";
import type { LiveSession } from "@/lib/auth/load-session";
import { safeReturnPath } from "@/lib/auth/safe-return-path";
import { newPasswordHref, signInHref } from "@/lib/links/routes";
import { pathHeader } from "@/lib/web/peer-headers";

/** The session of a page; sends whoever has none to sign in and back, and a generated password to be replaced. */
export async function pageSession(): Promise<LiveSession> {
  const session = await currentSession();
  if (session && !session.mustChangePassword) return session;
  const path = safeReturnPath((await headers()).get(pathHeader));
  redirect(session ? newPasswordHref(path) : signInHref(path));
}

/** Who looks at a page. Every page asks, since Next can render one without its layout. */
export async function pageActor(): Promise<Actor> {
  return (await pageSession()).actor;
}
