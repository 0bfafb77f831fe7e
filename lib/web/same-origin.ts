import "server-only";
import { env } from "@/lib/runtime/env";

/**
 * Whether a request that changes something comes from a page of this console. Browsers send Origin with each of them
 * and pages cannot forge it, so one without an Origin is refused as well.
 */
export function isSameOrigin(headers: Pick<Headers, "get">): boolean {
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  return origin === env().NEXTAUTH_URL || new URL(origin).host === headers.get("host");
}

export const isSafeMethod = (method: string) => method === "GET" || method === "HEAD" || method === "OPTIONS";
