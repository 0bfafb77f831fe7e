import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { type BodiesUnderWay, createBodiesUnderWay } from "./bodies-under-way";
import { bodyBytesMax } from "./body-limit";

/** A body of at most 16 kB that takes longer is held back on purpose. */
const bodyMs = 10_000;
const headersMs = 15_000;
/**
 * The most connections of one server: further ones are dropped, which leaves file descriptors and memory for ingest.
 */
const connectionsMax = 2000;
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

type Refusal = { status: number; code: string; message: string };

const limit = bodyBytesMax.toLocaleString("en-US");
const refusals = {
  badTarget: { status: 400, code: "bad-target", message: "Ask for a path of this server, such as /sign-in." },
  badMethod: { status: 405, code: "bad-method", message: `Only ${[...methods].join(", ")} are answered here.` },
  tooLarge: { status: 413, code: "too-large", message: `The body is larger than ${limit} bytes. Send less.` },
  noLength: { status: 411, code: "no-length", message: "Send the body with its Content-Length." },
  tooMany: { status: 503, code: "busy", message: "Too many requests are half sent. Try again in a moment." },
  tooSlow: {
    status: 408,
    code: "too-slow",
    message: `The body did not arrive within ${bodyMs / 1000} s. Send it again.`,
  },
} satisfies Record<string, Refusal>;

function refuse(response: ServerResponse, { status, code, message }: Refusal): void {
  // What is still to come of the body is not read: the connection ends with the answer.
  const headers = { "content-type": "application/json", "cache-control": "no-store", connection: "close" };
  const retry = status === 503 ? { "retry-after": "5" } : {};
  response.writeHead(status, { ...headers, ...retry }).end(JSON.stringify({ error: { code, message } }), () => {
    response.socket?.destroySoon();
  });
}

function judge(bodies: BodiesUnderWay, request: IncomingMessage): Refusal | "no-body" | "take" {
  if (!methods.has(request.method ?? "")) return refusals.badMethod;
  // "*", or an absolute URL, which Next would send people to wherever it points.
  if (!request.url?.startsWith("/")) return refusals.badTarget;
  if (request.headers["transfer-encoding"] !== undefined) return refusals.noLength;
  const bytes = Number(request.headers["content-length"] ?? 0);
  if (bytes === 0) return "no-body";
  if (!(bytes <= bodyBytesMax)) return refusals.tooLarge;
  return bodies.makeRoomFor(request) ? "take" : refusals.tooMany;
}

function guard(server: Server, bodies: BodiesUnderWay, timeoutMs: number): void {
  const listeners = server.listeners("request");
  server.removeAllListeners("request");
  server.headersTimeout = headersMs;
  server.maxConnections = connectionsMax;
  // Next keeps every connection that asks for a protocol upgrade open forever, unanswered. Without its listener such a
  // request is handled like any other. Only `next dev` uses upgrades.
  if (env().NODE_ENV !== "development") server.removeAllListeners("upgrade");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const verdict = judge(bodies, request);
    if (typeof verdict === "object") return refuse(response, verdict);
    if (verdict === "take") {
      bodies.watch(request, response, timeoutMs, () => {
        if (response.headersSent) request.destroy();
        else refuse(response, refusals.tooSlow);
      });
    }
    for (const listener of listeners) listener.call(server, request, response);
  });
}

/**
 * Guards every HTTP server of this process, before anything reads or parses: a body longer than 16 kB gets 413, one of
 * unknown length 411, one that is held back 408, one too many 503, an unknown method 405, a target that is not a path
 * 400; protocol upgrades are ignored. Next itself would buffer up to 10 MB of each body, and next-auth would parse
 * them.
 */
export function guardRequests(timeoutMs = bodyMs): void {
  processState("http.request-guard", () => {
    const guarded = new WeakSet<Server>();
    const bodies = createBodiesUnderWay();
    // Published before the server hands the request on, so its very first one is guarded already.
    subscribe("http.server.request.start", (message) => {
      const { server } = message as { server: Server };
      if (guarded.has(server)) return;
      guarded.add(server);
      guard(server, bodies, timeoutMs);
    });
    return true;
  });
}
