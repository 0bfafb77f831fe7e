import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { addressGroup, clientAddress } from "./client-address";
import { peerHeader } from "./peer-headers";

/** The most bodies arriving at the same time: from all senders (16 MB of buffers), and from one address. */
export const underWayMax = { all: 1024, address: 16 };
/** An honest sender delivers 16 kB in less; a body older than this makes room for a new one. */
const patienceMs = 1000;

type Body = { sender: string; sinceMs: number; end: () => void };

function senderOf({ headers, socket }: IncomingMessage): string {
  const get = (name: string) => {
    const value = name === peerHeader ? socket.remoteAddress : headers[name];
    return Array.isArray(value) ? value.join(",") : (value ?? null);
  };
  return addressGroup(clientAddress({ get }));
}

/**
 * The bodies of requests that are still arriving. Senders who hold theirs back keep nobody out: when there are too
 * many, from one address or from all, the oldest is ended.
 */
export function createBodiesUnderWay(max = underWayMax) {
  /** Oldest first. */
  const bodies = new Set<Body>();
  const counts = new Map<string, number>();

  /** Whether there is room, if need be after ending the oldest of those that fill it. */
  function makeRoom(isFull: boolean, fills: (body: Body) => boolean): boolean {
    if (!isFull) return true;
    const oldest = [...bodies].find(fills);
    if (!oldest || Date.now() - oldest.sinceMs < patienceMs) return false;
    oldest.end();
    return true;
  }

  return {
    /**
     * Makes room for one more body from this request's sender. False when all that are arriving have only just begun.
     */
    makeRoomFor(request: IncomingMessage): boolean {
      const sender = senderOf(request);
      return (
        makeRoom((counts.get(sender) ?? 0) >= max.address, (body) => body.sender === sender) &&
        makeRoom(bodies.size >= max.all, () => true)
      );
    },
    /** Counts a body until all of it is there or its connection has ended; calls `giveUp` when that takes too long. */
    watch(request: IncomingMessage, response: ServerResponse, timeoutMs: number, giveUp: () => void): void {
      const sender = senderOf(request);
      const body: Body = {
        sender,
        sinceMs: Date.now(),
        end: () => {
          done();
          giveUp();
        },
      };
      const timer = setTimeout(body.end, timeoutMs);
      bodies.add(body);
      counts.set(sender, (counts.get(sender) ?? 0) + 1);
      function done() {
        clearTimeout(timer);
        if (!bodies.delete(body)) return;
        const left = (counts.get(sender) ?? 1) - 1;
        if (left > 0) counts.set(sender, left);
        else counts.delete(sender);
      }
      request.once("end", done);
      request.once("close", done);
      response.once("close", done);
    },
  };
}

export type BodiesUnderWay = ReturnType<typeof createBodiesUnderWay>;
