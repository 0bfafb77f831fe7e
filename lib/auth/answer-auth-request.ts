import "server-only";
import nextAuth from "next-auth";
import { apiError } from "@/lib/web/api-error";
import { clientAddress } from "@/lib/web/client-address";
import { isSafeMethod, isSameOrigin } from "@/lib/web/same-origin";
import { authOptions } from "./auth-options";

export type AuthContext = { params: Promise<{ nextauth: string[] }> };

const refusals: Record<string, [status: number, message: string]> = {
  "bad-credentials": [401, "E-mail or password is wrong."],
  "code-needed": [401, "Enter the code of your authenticator app."],
  "bad-code": [401, "The code is wrong or was used already. Wait for the next one."],
  failed: [503, "The console could not check this. Its log has the reason; try again in a moment."],
};

/** next-auth can only answer 401 to a refused sign-in; this gives it the status, the wait and the words it needs. */
async function refusalOf(response: Response): Promise<Response> {
  const body: unknown = await response.json().catch(() => null);
  const inBody = typeof body === "object" && body !== null && "url" in body ? String(body.url) : null;
  const url = inBody ?? response.headers.get("location") ?? "";
  const reason = URL.canParse(url) ? (new URL(url).searchParams.get("error") ?? "") : "";
  const seconds = /^throttled:(\d+)$/.exec(reason)?.[1];
  if (seconds !== undefined) {
    const answer = apiError(429, "throttled", `Too many failed attempts. Wait ${seconds} s, then try again.`);
    answer.headers.set("retry-after", seconds);
    return answer;
  }
  const [status, message] = refusals[reason] ?? [401, "E-mail or password is wrong."];
  return apiError(status, reason in refusals ? reason : "bad-credentials", message);
}

/** Answers a request under /api/auth: next-auth, behind a check of the origin and with throttling made visible. */
export async function answerAuthRequest(request: Request, context: AuthContext): Promise<Response> {
  if (!isSafeMethod(request.method) && !isSameOrigin(request.headers)) {
    return apiError(403, "foreign-origin", "This request comes from another site. Open the console itself.");
  }
  const { nextauth } = await context.params;
  // Anybody could write into the log through it, and nothing here uses it.
  if (nextauth[0] === "_log") return apiError(404, "not-found", "There is no such path.");
  const client = {
    address: clientAddress(request.headers),
    userAgent: request.headers.get("user-agent") ?? "",
  };
  const response: Response = await nextAuth(request as never, context as never, authOptions(client));
  const isSignIn = nextauth[0] === "callback" && nextauth[1] === "credentials" && request.method === "POST";
  return isSignIn && response.status === 401 ? await refusalOf(response) : response;
}
