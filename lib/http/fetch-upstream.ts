import "server-only";
import { consoleMetrics } from "@/lib/http/metrics";
import { UpstreamError } from "@/lib/http/upstream-error";
import type { Source, UpstreamErrorKind } from "@/lib/measured";

const defaultMaxBodyBytes = 16 * 1024 * 1024;

export type UpstreamRequest = {
  source: Source;
  url: string;
  /** Covers the whole exchange, the last byte of the body included. */
  timeoutMs: number;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  maxBodyBytes?: number;
};
export type UpstreamResponse = { status: number; headers: Headers; text: string };

/**
 * Sends one request to an upstream and reads its body as text, whatever the status. Throws an `UpstreamError` of kind
 * timeout, unreachable (refused, reset, no such host) or bad-body (larger than `maxBodyBytes`). Redirects are not
 * followed: an upstream that redirects is a proxy's sign-in page.
 */
export async function fetchUpstream(request: UpstreamRequest): Promise<UpstreamResponse> {
  const stopTimer = consoleMetrics().upstreamDuration.startTimer({ source: request.source });
  try {
    const response = await fetch(request.url, {
      method: request.method ?? "GET",
      headers: request.headers,
      body: request.body,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    const text = await readBody(response, request);
    stopTimer({ outcome: `${Math.floor(response.status / 100)}xx` });
    return { status: response.status, headers: response.headers, text };
  } catch (cause) {
    const error = cause instanceof UpstreamError ? cause : transportError(request, cause);
    stopTimer({ outcome: error.failure.kind });
    throw error;
  }
}

async function readBody(
  response: Response,
  { source, maxBodyBytes = defaultMaxBodyBytes }: UpstreamRequest,
): Promise<string> {
  if (!response.body) return "";
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) {
      const message = `The answer is larger than ${Math.round(maxBodyBytes / 2 ** 20)} MiB and was not read further.`;
      throw new UpstreamError({ source, kind: "bad-body", message, httpStatus: response.status });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function transportError({ source, timeoutMs }: UpstreamRequest, cause: unknown): UpstreamError {
  const timedOut = cause instanceof DOMException && cause.name === "TimeoutError";
  const kind: UpstreamErrorKind = timedOut ? "timeout" : "unreachable";
  const message = timedOut ? `No complete answer within ${timeoutMs / 1000} s.` : `No connection (${reasonOf(cause)}).`;
  return new UpstreamError({ source, kind, message }, { cause });
}

/** The system's error code, for example ECONNREFUSED, which undici hides in the cause. */
function reasonOf(error: unknown): string {
  const code = (value: unknown) =>
    typeof value === "object" && value !== null && "code" in value && typeof value.code === "string"
      ? value.code
      : undefined;
  if (error instanceof Error) return code(error.cause) ?? code(error) ?? "the connection broke";
  return "the connection broke";
}
