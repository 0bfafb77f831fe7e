import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isPublicPath, isTokenPath, sessionCookieNames } from "@/lib/auth/public-paths";
import { env } from "@/lib/runtime/env";
import { contentSecurityPolicy } from "@/lib/web/content-security-policy";

const isHttps = () => env().NEXTAUTH_URL.startsWith("https:");

/** Two years, the least that browsers' preload lists take. */
const strictTransport = "max-age=63072000; includeSubDomains";

/**
 * The answer to a request without any session cookie, null when it may go on. Only the cheap first look: whether the
 * cookie is worth anything is judged where the data is (`requireActor`), which nothing can go around.
 */
function refuseStranger(request: NextRequest): NextResponse | null {
  const { pathname, search } = request.nextUrl;
  if (isPublicPath(pathname) || isTokenPath(pathname, request.method)) return null;
  if (sessionCookieNames.some((name) => request.cookies.has(name))) return null;
  const isPage = (request.method === "GET" || request.method === "HEAD") && !pathname.startsWith("/api/");
  if (!isPage) {
    const error = { code: "not-signed-in", message: "You are signed out. Sign in, then do this again." };
    return NextResponse.json({ error }, { status: 401, headers: { "cache-control": "no-store" } });
  }
  const signIn = new URL("/sign-in", request.nextUrl);
  if (pathname !== "/" || search !== "") signIn.searchParams.set("to", `${pathname}${search}`);
  // Next refuses a relative one here, and makes it relative itself.
  return NextResponse.redirect(signIn, 307);
}

/** Runs before every page and API: default deny, and the headers that depend on the moment or on the settings. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(18).toString("base64");
  const https = isHttps();
  const policy = contentSecurityPolicy({ nonce, https, dev: env().NODE_ENV === "development" });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next takes the nonce of its own scripts from here.
  headers.set("content-security-policy", policy);
  const response = refuseStranger(request) ?? NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (https) response.headers.set("strict-transport-security", strictTransport);
  return response;
}

export const config = { matcher: "/((?!_next/static/|state-[a-z]+\\.svg$).*)" };
