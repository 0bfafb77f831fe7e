import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { processState } from "@/lib/runtime/process-state";
import { bodyBytesMax } from "./body-limit";
import { addressGroup, clientAddress } from "./client-address";
import { peerHeader } from "./peer-headers";

/** Bodies on their way at the same time: of all senders, and of one address. */
export const underWayMax = { all: 64, address: 16 };
/** A body of 16 kB that takes longer is held back on purpose. */
const bodyMs = 10_000;

type Refusal = { status: number; code: string; message: string };
type State = { guarded: WeakSet<Server>; underWay: Map<string, number>; all: number };

const limit = bodyBytesMax.toLocaleString("en-US");
const refusals = {
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

function senderOf({ headers, socket }: IncomingMessage): string {
  const get = (name: string) => {
    const value = name === peerHeader ? socket.remoteAddress : headers[name];
    return Array.isArray(value) ? value.join(",") : (value ?? null);
  };
  return addressGroup(clientAddress({ get }));
}

/** Counts a body until all of it is there or its connection has ended, and ends one that is held back. */
function watch(state: State, request: IncomingMessage, response: ServerResponse, timeoutMs: number): void {
  const sender = senderOf(request);
  state.all += 1;
  state.underWay.set(sender, (state.underWay.get(sender) ?? 0) + 1);
  const timer = setTimeout(() => {
    if (response.headersSent) request.destroy();
    else refuse(response, refusals.tooSlow);
  }, timeoutMs);
  let over = false;
  const done = () => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    state.all -= 1;
    const left = (state.underWay.get(sender) ?? 1) - 1;
    if (left > 0) state.underWay.set(sender, left);
    else state.underWay.delete(sender);
  };
  request.once("end", done);
  request.once("close", done);
  response.once("close", done);
}

function judge(state: State, request: IncomingMessage): Refusal | "no-body" | "take" {
  if (request.headers["transfer-encoding"] !== undefined) return refusals.noLength;
  const bytes = Number(request.headers["content-length"] ?? 0);
  if (bytes === 0) return "no-body";
  if (!(bytes <= bodyBytesMax)) return refusals.tooLarge;
  if (state.all >= underWayMax.all) return refusals.tooMany;
  if ((state.underWay.get(senderOf(request)) ?? 0) >= underWayMax.address) return refusals.tooMany;
  return "take";
}

function guard(server: Server, state: State, timeoutMs: number): void {
  const listeners = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const verdict = judge(state, request);
    if (typeof verdict === "object") return refuse(response, verdict);
    if (verdict === "take") watch(state, request, response, timeoutMs);
    for (const listener of listeners) listener.call(server, request, response);
  });
}

/**
 * Stands before every HTTP server of this process, before anything reads or parses: a body longer than 16 kB gets
 * 413, one of unknown length 411, one that is held back 408, and too many on their way at once 503. Next itself would
 * buffer up to 10 MB of each, and next-auth would parse them.
 */
export function guardBodies(timeoutMs = bodyMs): void {
  processState("http.body-guard", () => {
    const state: State = { guarded: new WeakSet(), underWay: new Map(), all: 0 };
    // Published before the server hands the request on, so its very first one is guarded already.
    subscribe("http.server.request.start", (message) => {
      const { server } = message as { server: Server };
      if (state.guarded.has(server)) return;
      state.guarded.add(server);
      guard(server, state, timeoutMs);
    });
    return true;
  });
}
