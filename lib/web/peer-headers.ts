import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { processState } from "@/lib/runtime/process-state";

/** Headers of our own, replacing whatever a client sent under these names. */
export const peerHeader = "x-obs-peer";
export const pathHeader = "x-obs-path";

/**
 * Adds to every request of this process its socket's address and its path. Next offers neither to a page, and what it
 * puts into X-Forwarded-For is whatever the client sent.
 */
export function recordPeers(): void {
  processState("http.peer-headers", () => {
    subscribe("http.server.request.start", (message) => {
      const { request } = message as { request: IncomingMessage };
      request.headers[peerHeader] = request.socket.remoteAddress ?? "unknown";
      request.headers[pathHeader] = request.url ?? "/";
    });
    return true;
  });
}
