import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below the range from which systems take the ports of outgoing connections, which could take one back at once. */
const [lowest, highest] = [10_240, 32_767];
/** @type {Set<number>} */
const handedOut = new Set();

/**
 * A TCP port of 127.0.0.1 that nothing listens on at this moment; never the same twice in a process, and by chance
 * hardly ever that of another one that looks for ports at the same time.
 * @returns {Promise<number>}
 */
export async function freePort() {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(lowest, highest + 1);
    if (handedOut.has(port) || !(await isPortFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error("There is no free port.");
}

/**
 * Whether a program could listen on a port of 127.0.0.1 now.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isPortFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
