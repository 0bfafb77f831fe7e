/** Everything that answers without a session. A test checks every page and API of the build against this list. */
const publicPaths = [
  { path: "/sign-in", why: "signing in" },
  { path: "/api/auth/*", why: "next-auth, which signs in and out" },
  { path: "/api/health", why: "outsiders learn ok or not, nothing else" },
  { path: "/sign-in/link", why: "invitations and new passwords, by a one-time link" },
] as const;

/** What programs call with a token instead of a session; the route itself checks the token. */
export const tokenPaths = [{ path: "/api/deploys", method: "POST", why: "CI tells what it deployed" }] as const;

export function isTokenPath(pathname: string, method: string): boolean {
  return tokenPaths.some((one) => one.path === pathname && one.method === method);
}

/** Whether a path (without query) is on the list; "*" stands for one or more further segments. */
export function isPublicPath(pathname: string): boolean {
  return publicPaths.some(({ path }) =>
    path.endsWith("/*")
      ? pathname.startsWith(path.slice(0, -1)) && pathname.length > path.length - 1
      : pathname === path,
  );
}

/** The names under which next-auth keeps the session, without and with https. */
export const sessionCookieNames = ["next-auth.session-token", "__Secure-next-auth.session-token"] as const;
