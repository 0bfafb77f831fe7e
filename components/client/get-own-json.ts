import { signInHref } from "@/lib/links/routes";

/** The console's own API did not answer, or not with what was asked for. The message is for people. */
class OwnApiError extends Error {
  override readonly name = "OwnApiError";
}

/**
 * GET of the console's own JSON API from the browser. Server and browser come from the same build, so the body has the
 * type that the route promises. Throws `OwnApiError`: no answer within 20 s, an error status, a body that is no JSON.
 */
export async function getOwnJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const deadline = AbortSignal.timeout(20_000);
  const init = { cache: "no-store" as const, signal: signal ? AbortSignal.any([signal, deadline]) : deadline };
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new OwnApiError("The console does not answer.");
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body as T;
  // The session ended while the page was open: what it shows would only grow old.
  if (response.status === 401) location.assign(signInHref(`${location.pathname}${location.search}`));
  throw new OwnApiError(messageOf(body) ?? `The console answered with status ${response.status}.`);
}

function messageOf(body: unknown): string | null {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : null;
  return typeof message === "string" ? message : null;
}
