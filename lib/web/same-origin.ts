import "server-only";
import { env } from "@/lib/runtime/env";

/**
 * Whether a request that changes something comes from a page of this console under its public address (NEXTAUTH_URL);
 * the request's own Host header proves nothing. Browsers send Origin with every such request and pages cannot forge it,
 * so one without an Origin is refused as well.
 */
export function isSameOrigin(headers: Pick<Headers, "get">): boolean {
  return headers.get("origin") === env().NEXTAUTH_URL;
}

/** The answer to a request from elsewhere: another site, or this console under a name that is not its own. */
export const foreignOriginText = () =>
  `This does not come from the console's own address. Nothing was changed. Open it at ${env().NEXTAUTH_URL}.`;

export const isSafeMethod = (method: string) => method === "GET" || method === "HEAD" || method === "OPTIONS";
