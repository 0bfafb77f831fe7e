import { runningProcesses, stopEverything } from "./start-process.mjs";

/**
 * On Ctrl-C, SIGTERM or a closed terminal: calls `onStop`, stops everything this process started, calls `onStopped`
 * and exits. Whatever else ends this process (but SIGKILL), what it started is killed with it.
 * @param {{ onStop?: () => void, onStopped?: () => void, exitCode?: number }} [options]
 */
export function stopOnSignals({ onStop, onStopped, exitCode = 130 } = {}) {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    onStop?.();
    await stopEverything({ final: true });
    onStopped?.();
    process.exit(exitCode);
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => void stop());
  process.on("exit", () => {
    for (const { pid } of runningProcesses()) {
      try {
        if (pid > 0) process.kill(-pid, "SIGKILL");
      } catch {
        // Ended on its own meanwhile.
      }
    }
  });
}
