import "server-only";
import { fetchUpstream } from "@/lib/upstream/fetch-upstream";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { DeliveryError } from "./delivery-error";
import type { WebhookRequest } from "./webhook-request";

const retryAfterMaxMs = 3600_000;
/** Answers after which the same request can succeed later. */
const isTemporary = (status: number) => status >= 500 || [408, 425, 429].includes(status);

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), at most an hour; undefined when absent or not readable. */
export function retryAfterOf(header: string | undefined, nowMs = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  const waitMs = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.min(retryAfterMaxMs, Math.max(0, waitMs));
}

function reasonOf(status: number): string {
  if (status >= 300 && status < 400) return `It answered ${status}, a redirect, and those are not followed.`;
  if (status === 401 || status === 403) return `It answered ${status}: the URL or the credentials are not accepted.`;
  if (status === 404 || status === 410) return `It answered ${status}: nothing receives under this URL.`;
  return `It answered ${status}.`;
}

/**
 * Posts to a webhook that an admin has set. The address may well be on the local network, so nothing of the answer but
 * its status is shown or kept, and redirects are not followed. Throws `DeliveryError`.
 */
export async function sendWebhook(request: WebhookRequest, timeoutMs: number): Promise<void> {
  const asked = {
    ...request,
    source: "receiver",
    method: "POST",
    timeoutMs,
    guarded: true,
    maxBodyBytes: 1024 * 1024,
  } as const;
  const { status, headers } = await fetchUpstream(asked).catch((cause: unknown) => {
    const message = cause instanceof UpstreamError ? cause.message : "The message could not be sent.";
    throw new DeliveryError(message, { permanent: false }, { cause });
  });
  if (status >= 200 && status < 300) return;
  const retryAfterMs = retryAfterOf(headers["retry-after"]);
  throw new DeliveryError(reasonOf(status), { permanent: !isTemporary(status), retryAfterMs });
}
