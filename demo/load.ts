import { Agent, request } from "node:http";
import type { Random } from "./random";
import { drawShot, type Shot } from "./shots";

/** Above this the API is too slow for its clients, and the demo must not fill its memory with their patience. */
const inFlightMax = 500;

type LoadOptions = { port: number; requestsPerSecond: number; random: Random; isIdle: () => boolean };

/** Sends real requests to the API at random moments, about `requestsPerSecond` of them; returns what stops new ones. */
export function startLoad({ port, requestsPerSecond, random, isIdle }: LoadOptions): () => void {
  if (requestsPerSecond === 0) return () => {};
  const agent = new Agent({ keepAlive: true });
  let inFlight = 0;
  let number = 0;
  let timer: NodeJS.Timeout;

  function send({ method, path, headers }: Shot) {
    inFlight += 1;
    const sent = request({ host: "127.0.0.1", port, method, path, headers, agent }, (response) => response.resume());
    // An API that is down is a fault somebody switched on.
    sent.on("error", () => {});
    sent.on("close", () => {
      inFlight -= 1;
    });
    sent.end();
  }

  function schedule() {
    // Exponential gaps: arrivals as independent clients make them.
    const gapMs = (-Math.log(1 - random.next()) * 1000) / requestsPerSecond;
    timer = setTimeout(() => {
      number += 1;
      const shot = drawShot(random, number);
      if (inFlight < inFlightMax && !isIdle()) send(shot);
      schedule();
    }, gapMs);
  }

  schedule();
  return () => clearTimeout(timer);
}
