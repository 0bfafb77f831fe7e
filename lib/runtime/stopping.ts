import "server-only";
import { setMaxListeners } from "node:events";
import { processState } from "./process-state";

/** Aborts when the process is told to end (SIGTERM, or SIGINT from a terminal), so that no work begins after that. */
export function stopping(): AbortSignal {
  return processState("runtime.stopping", () => {
    const controller = new AbortController();
    // One listener per loop.
    setMaxListeners(0, controller.signal);
    for (const name of ["SIGTERM", "SIGINT"] as const) {
      process.once(name, () => {
        controller.abort();
        // With no other listener, ours has kept the signal from ending the process.
        if (process.listenerCount(name) === 0) process.kill(process.pid, name);
      });
    }
    return controller.signal;
  });
}
