import "server-only";
import type { Actor } from "@/lib/actor/actor";
import type { Scope } from "@/lib/plan/scopes";
import { logger } from "@/lib/runtime/logger";
import { apiError, withApiErrors } from "@/lib/web/api-error";
import { addressGroup, clientAddress } from "@/lib/web/client-address";
import { takeTurn } from "@/lib/web/take-turn";
import { requireToken } from "./change-tokens";
import { tellTrap } from "./tell-trap";
import type { RefusalReason } from "./types";
import { verifyToken } from "./verify-token";

const minuteMs = 60_000;
/**
 * Limits per address for refused tokens and per token for accepted ones, so that others' failures at an address do not
 * hold up a token that works.
 */
const limits = {
  refused: { turns: 20, windowMs: 5 * minuteMs },
  accepted: { turns: 30, windowMs: 10 * minuteMs },
};

export type TokenCaller = {
  actor: Extract<Actor, { kind: "token" }>;
  /** Where the request comes from, by what trusted proxies say, and what sent it. */
  address: string;
  agent: string;
};

function wait(seconds: number, message: string): Response {
  const answer = apiError(429, "too-many-requests", `${message} Wait ${seconds} s, then try again.`);
  answer.headers.set("retry-after", String(seconds));
  return answer;
}

function busy(message: string): Response {
  const answer = apiError(503, "busy", message);
  answer.headers.set("retry-after", "5");
  return answer;
}

/**
 * Outsiders get the same answer for an unknown, disabled, expired or revoked token; only a holder is told about scopes.
 */
function refusal(status: 401 | 403, reason: RefusalReason, scope: Scope): Response {
  if (reason === "wrong-scope") {
    return apiError(
      403,
      reason,
      `This token has another scope. Create one with the scope ${scope} on the tokens page.`,
    );
  }
  if (reason === "wrong-address") {
    return apiError(403, reason, "This token is not allowed from this address. Its page lists those that are.");
  }
  const isAbsent = reason === "missing" || reason === "not-bearer";
  const text = isAbsent
    ? `Send the header "Authorization: Bearer <token>", with a token of the scope ${scope}.`
    : "This token does not work here: mistyped, unknown, or no longer in force. Create or rotate it on the tokens page.";
  const answer = apiError(status, isAbsent ? "no-token" : "token-refused", text);
  answer.headers.set("www-authenticate", "Bearer");
  return answer;
}

const agentOf = ({ headers }: Request) => (headers.get("user-agent") ?? "").slice(0, 200);

async function judge(request: Request, scope: Scope, address: string): Promise<Response | string> {
  const authorization = request.headers.get("authorization") ?? undefined;
  const verdict = await verifyToken({ authorization, scope, address, nowMs: Date.now() }).catch((err: unknown) => {
    logger().error({ err }, "a token could not be judged");
    return null;
  });
  if (verdict === null) return busy("Whether the token works cannot be told at the moment.");
  if (verdict.ok) {
    const seconds = takeTurn(`token ${verdict.publicId}`, limits.accepted);
    return seconds > 0 ? wait(seconds, "This token was used very often.") : verdict.publicId;
  }
  const { reason, publicId } = verdict;
  if (reason === "trap" && publicId) void tellTrap({ publicId, address, agent: agentOf(request), scope });
  logger().info({ reason, publicId, address, scope }, "a token was refused");
  const seconds = takeTurn(`refused ${addressGroup(address)}`, limits.refused);
  return seconds > 0 ? wait(seconds, "Too many refused attempts.") : refusal(verdict.status, reason, scope);
}

/**
 * Wraps a route handler that a program calls with a token of one scope instead of a session. 401 and 403 for a token
 * that does not work (or not for this), 429 for too many, 503 while the database cannot be read or written; all else as
 * `withApiErrors` maps it. A session cookie does not count here, so no other site's page can use it.
 */
export function withToken(
  scope: Scope,
  handler: (request: Request, caller: TokenCaller) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return withApiErrors(async (request) => {
    const address = clientAddress(request.headers);
    const agent = agentOf(request);
    const judged = await judge(request, scope, address);
    if (typeof judged !== "string") return judged;
    const { publicId, name } = await requireToken(judged);
    return await handler(request, { actor: { kind: "token", publicId, name }, address, agent });
  });
}
