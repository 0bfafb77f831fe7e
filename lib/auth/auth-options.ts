import "server-only";
import type { NextAuthOptions } from "next-auth";
import credentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { ThrottledError } from "@/lib/web/action-result";
import { CodesLockedError } from "./code-lock";
import { signOut } from "./end-session";
import { loadSession } from "./load-session";
import { isSecureCookie, sessionSeconds } from "./session-cookie";
import { sessionSecret } from "./session-secret";
import { SignInRefused, signIn } from "./sign-in";
import { signInOidc } from "./sign-in-oidc";
import type { Client } from "./start-session";

/** What next-auth carries from the provider to the cookie: the id of the session that was begun. */
type SignedIn = { id: string; sessionId: string };
const sessionIdOfUser = (user: object) => ("sessionId" in user ? String((user as SignedIn).sessionId) : undefined);

const isOidcConfigured = () => env().OBS_OIDC_ISSUER !== undefined;

function oidcProvider(): OAuthConfig<Record<string, unknown>> {
  const { OBS_OIDC_ISSUER, OBS_OIDC_CLIENT_ID, OBS_OIDC_CLIENT_SECRET } = env();
  return {
    id: "oidc",
    name: "OpenID Connect",
    type: "oauth",
    wellKnown: `${OBS_OIDC_ISSUER}/.well-known/openid-configuration`,
    clientId: OBS_OIDC_CLIENT_ID,
    clientSecret: OBS_OIDC_CLIENT_SECRET,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    profile: (claims) => ({ id: String(claims.sub) }),
  };
}

/** next-auth's settings for one request of `client`. Its cookie holds a session id; the rest is in the database. */
export function authOptions(client: Client & { sessionId: string | null }): NextAuthOptions {
  return {
    secret: sessionSecret(),
    useSecureCookies: isSecureCookie(),
    session: { strategy: "jwt", maxAge: sessionSeconds },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [
      credentialsProvider({
        credentials: { email: {}, password: {}, code: {}, passkey: {} },
        async authorize(given) {
          try {
            const { userId, sessionId } = await signIn(given, client);
            return { id: userId, sessionId };
          } catch (error) {
            // next-auth passes on an error's message, and nothing else.
            if (error instanceof SignInRefused) throw new Error(error.reason);
            if (error instanceof CodesLockedError) throw new Error(`codes-locked:${error.retryAfterSeconds}`);
            if (error instanceof ThrottledError) throw new Error(`throttled:${error.retryAfterSeconds}`);
            logger().error({ err: error }, "sign-in failed");
            throw new Error("failed");
          }
        },
      }),
      ...(isOidcConfigured() ? [oidcProvider()] : []),
    ],
    callbacks: {
      async signIn({ user, account, profile }) {
        if (account?.type === "credentials") return true;
        const signedIn = await signInOidc(profile, client);
        if (!signedIn) return false;
        Object.assign(user, { id: signedIn.userId, sessionId: signedIn.sessionId });
        return true;
      },
      // Whatever a client's session update says is ignored here: only the id goes back into the cookie.
      async jwt({ token, user }) {
        const sid = user ? sessionIdOfUser(user) : token.sid;
        if (typeof sid !== "string") throw new Error("no session");
        if (!user && !(await loadSession(sid))) throw new Error("the session has ended");
        return { sid };
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string") await signOut(token.sid);
      },
    },
    logger: {
      error: (code, metadata) => logger().warn({ code, reason: reasonOf(metadata) }, "next-auth"),
      warn: (code) => logger().debug({ code }, "next-auth"),
      debug: () => {},
    },
  };
}

/** Only the message: an OAuth error's other fields can hold the provider's answer. */
function reasonOf(metadata: unknown): string | undefined {
  if (metadata instanceof Error) return metadata.message;
  const error = typeof metadata === "object" && metadata !== null && "error" in metadata ? metadata.error : undefined;
  return error instanceof Error ? error.message : undefined;
}
