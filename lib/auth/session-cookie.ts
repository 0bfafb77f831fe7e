import "server-only";
import { decode } from "next-auth/jwt";
import { z } from "zod";
import { env } from "@/lib/runtime/env";
import { sessionSecret } from "./session-secret";

/** 30 days; a session that nobody uses for 7 days ends earlier. */
export const sessionSeconds = 30 * 24 * 60 * 60;
export const idleMs = 7 * 24 * 60 * 60_000;

export const isSecureCookie = () => env().NEXTAUTH_URL.startsWith("https:");

export const sessionCookieName = () => `${isSecureCookie() ? "__Secure-" : ""}next-auth.session-token`;

const claims = z.object({ sid: z.string().min(1) });

/** The session id inside a cookie that this console encrypted; null for anything else, and once it is too old. */
export async function sessionIdOf(cookie: string): Promise<string | null> {
  try {
    const parsed = claims.safeParse(await decode({ token: cookie, secret: sessionSecret() }));
    return parsed.success ? parsed.data.sid : null;
  } catch {
    // Whoever wrote this cookie did not know the secret; there is no more to say about it.
    return null;
  }
}
