import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Actor } from "@/lib/actor/actor";
import { currentSession } from "@/lib/auth/current-actor";
import type { LiveSession } from "@/lib/auth/load-session";
import { safeReturnPath } from "@/lib/auth/safe-return-path";
import { codeHref, newPasswordHref, signInHref } from "@/lib/links/routes";
import { pathHeader } from "@/lib/web/peer-headers";

/** The session of a page; sends whoever has none to sign in and back, and who still owes a second factor or a password of their own to give it. */
export async function pageSession(): Promise<LiveSession> {
  const session = await currentSession();
  if (session && !session.mustChangePassword && !session.needsFactor) return session;
  const path = safeReturnPath((await headers()).get(pathHeader));
  if (!session) redirect(signInHref(path));
  redirect(session.needsFactor ? codeHref(path) : newPasswordHref(path));
}

/** Who looks at a page. Every page asks, since Next can render one without its layout. */
export async function pageActor(): Promise<Actor> {
  return (await pageSession()).actor;
}
