import "server-only";
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import type { Source } from "@/lib/measured";
import { ForbiddenReceiverError, resolveReceiver } from "./resolve-receiver";
import { sourceTitles } from "./source-titles";
import { toUpstreamError, UpstreamError } from "./upstream-error";

export type UpstreamRequest = {
  source: Source;
  url: string;
  /** Bounds everything: DNS, connection, headers and the whole body. */
  timeoutMs: number;
  method?: "GET" | "POST" | "HEAD";
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /**
   * Somebody typed the URL in: it is resolved once, and may not lead to this host or the stack (resolve-receiver.ts).
   */
  guarded?: boolean;
  /** Default 32 MiB. */
  maxBodyBytes?: number;
};
export type UpstreamResponse = { status: number; headers: IncomingHttpHeaders; text: string };

const mebibyte = 1024 * 1024;
const defaultMaxBodyBytes = 32 * mebibyte;

async function readBody(response: IncomingMessage, source: Source, maxBodyBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) {
      const limit = `${Math.round(maxBodyBytes / mebibyte)} MiB`;
      throw new UpstreamError({
        source,
        kind: "bad-body",
        tooLarge: true,
        message: `${sourceTitles[source]} sent more than ${limit}; the answer was not read further.`,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function openRequest({ url, method = "GET", headers, body, guarded }: UpstreamRequest): Promise<ClientRequest> {
  const target = new URL(url);
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const open = target.protocol === "https:" ? requestHttps : requestHttp;
  const all = { "user-agent": "honeydue-obs-console", ...headers, ...length };
  if (!guarded) return open(target, { method, headers: all });
  const port = Number(target.port || (target.protocol === "https:" ? 443 : 80));
  const { address, family } = await resolveReceiver(target.hostname, port);
  // No pooled connection, and no name that could be looked up again.
  const lookup: LookupFunction = (_name, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);
  return open(target, { method, headers: all, agent: false, lookup });
}

function receive(request: ClientRequest, body: string | Uint8Array | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", resolve);
    request.end(body);
  });
}

const isReset = (error: unknown) => error instanceof Error && "code" in error && error.code === "ECONNRESET";

async function attempt(input: UpstreamRequest, deadlineMs: number, isRetry: boolean): Promise<UpstreamResponse> {
  const { source, body, timeoutMs, maxBodyBytes = defaultMaxBodyBytes } = input;
  let request: ClientRequest | undefined;
  let expired = false;
  let answered = false;
  const timer = setTimeout(
    () => {
      expired = true;
      request?.destroy(new Error("timeout"));
    },
    Math.max(0, deadlineMs - Date.now()),
  );
  try {
    request = await openRequest(input);
    if (expired) throw new Error("timeout");
    const response = await receive(request, body);
    answered = true;
    const text = await readBody(response, source, maxBodyBytes);
    return { status: response.statusCode ?? 0, headers: response.headers, text };
  } catch (cause) {
    request?.destroy();
    // One message for whatever did not answer in HTTP: it must not tell an open port from a closed one.
    if (input.guarded && !(cause instanceof UpstreamError)) {
      const message = cause instanceof ForbiddenReceiverError ? cause.message : "The receiver was not reached.";
      throw new UpstreamError({ source, kind: "unreachable", message }, { cause });
    }
    if (expired) {
      const message = `${sourceTitles[source]} did not answer within ${timeoutMs / 1000} s.`;
      throw new UpstreamError({ source, kind: "timeout", message }, { cause });
    }
    // The peer closed a kept-alive connection just as we reused it: that says nothing about whether it is up.
    if (!isRetry && !answered && request?.reusedSocket && isReset(cause)) return await attempt(input, deadlineMs, true);
    throw toUpstreamError(source, cause);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends one request and reads its whole answer, whatever its status. Redirects are answers and are not followed; all
 * requests must be safe to repeat. Throws `UpstreamError` (timeout, unreachable, bad-body when too large).
 */
export function sendRequest(input: UpstreamRequest): Promise<UpstreamResponse> {
  return attempt(input, Date.now() + input.timeoutMs, false);
}
