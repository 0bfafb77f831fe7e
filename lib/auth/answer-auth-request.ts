import "server-only";
import nextAuth from "next-auth";
import { apiError } from "@/lib/web/api-error";
import { clientAddress } from "@/lib/web/client-address";
import { foreignOriginText, isSafeMethod, isSameOrigin } from "@/lib/web/same-origin";
import { authOptions } from "./auth-options";
import { CodesLockedError } from "./code-lock";
import { sessionCookieName, sessionIdOf } from "./session-cookie";

export type AuthContext = { params: Promise<{ nextauth: string[] }> };

const refusals: Record<string, [status: number, message: string]> = {
  "bad-credentials": [401, "E-mail or password is wrong."],
  "code-needed": [401, "Enter the code of your authenticator app, or use a passkey."],
  "bad-passkey": [401, "This passkey is not accepted. Try again, or use another way."],
  "bad-code": [401, "The code is wrong or was used already. Wait for the next one."],
  failed: [503, "The console could not check this. Its log has the reason; try again in a moment."],
};

/** next-auth can only answer 401 to a refused sign-in; this gives it the status, the wait and the words it needs. */
async function refusalOf(response: Response): Promise<Response> {
  const body: unknown = await response.json().catch(() => null);
  const inBody = typeof body === "object" && body !== null && "url" in body ? String(body.url) : null;
  const url = inBody ?? response.headers.get("location") ?? "";
  const reason = URL.canParse(url) ? (new URL(url).searchParams.get("error") ?? "") : "";
  const [, kind, seconds] = /^(throttled|codes-locked):(\d+)$/.exec(reason) ?? [];
  // Without Retry-After: a recovery code or a passkey need not wait.
  if (kind === "codes-locked") return apiError(429, kind, new CodesLockedError(Number(seconds)).message);
  if (seconds !== undefined) {
    const answer = apiError(429, "throttled", `Too many failed attempts. Wait ${seconds} s, then try again.`);
    answer.headers.set("retry-after", seconds);
    return answer;
  }
  const [status, message] = refusals[reason] ?? [401, "E-mail or password is wrong."];
  return apiError(status, reason in refusals ? reason : "bad-credentials", message);
}

/** The session of a browser that comes back from the provider; null when it has none. */
async function sessionIdOfRequest(request: Request): Promise<string | null> {
  const prefix = `${sessionCookieName()}=`;
  const pairs = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const cookie = pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length);
  return cookie ? await sessionIdOf(cookie) : null;
}

/** Answers a request under /api/auth: next-auth, behind a check of the origin and with throttling made visible. */
export async function answerAuthRequest(request: Request, context: AuthContext): Promise<Response> {
  if (!isSafeMethod(request.method) && !isSameOrigin(request.headers)) {
    return apiError(403, "foreign-origin", foreignOriginText());
  }
  const { nextauth } = await context.params;
  // Anybody could write into the log through it, and nothing here uses it.
  if (nextauth[0] === "_log") return apiError(404, "not-found", "There is no such path.");
  const client = {
    address: clientAddress(request.headers),
    userAgent: request.headers.get("user-agent") ?? "",
    sessionId: await sessionIdOfRequest(request),
  };
  const response: Response = await nextAuth(request as never, context as never, authOptions(client));
  const isSignIn = nextauth[0] === "callback" && nextauth[1] === "credentials" && request.method === "POST";
  return isSignIn && response.status === 401 ? await refusalOf(response) : response;
}
