import "server-only";
import { logger } from "./logger";
import { forgetPulse, pulseMaxAgeMs, reportFailure, reportPulse } from "./pulse";
import { stopping } from "./stopping";

export type Loop = {
  /** Its name in the log, the heartbeat and the metrics. */
  name: string;
  /** From the end of a turn to the start of the next; from start to start where turns may overlap. */
  everyMs: number;
  /** Before the first turn; none by default. */
  firstMs?: number;
  /** After a turn that failed, if that is sooner. */
  retryMs?: number;
  /**
   * How far a pause varies at random, as a share of it, so that loops with the same interval do not all run at once.
   */
  jitter?: number;
  /** The heartbeat goes silent when its turns fail for long, not only when they hang. */
  isVital?: boolean;
  /** A turn that hangs does not hold up the next; turns must then be safe to run at the same time. */
  mayOverlap?: boolean;
};

/** When it resolves to `"more"`, the next turn follows at once. */
type Turn = (signal: AbortSignal) => Promise<unknown>;

export type RunningLoop = {
  /** Begins no further turn; resolves when the one under way has ended. */
  stop: () => Promise<void>;
  /** Ends the pause. */
  wake: () => void;
};

/** A loop counts as stopped once it has missed this many turns. */
const missedTurns = 3;

/**
 * Runs a turn again and again until `stop` is called or the process is told to end; it never keeps the process alive. A
 * failure is logged once, until a turn succeeds again, and each turn reports the loop's pulse.
 */
export function runEvery(loop: Loop, turn: Turn): RunningLoop {
  const { name, everyMs, firstMs = 0, retryMs = everyMs, jitter = 0.1, isVital = false, mayOverlap = false } = loop;
  const maxAgeMs = firstMs + Math.max(pulseMaxAgeMs, missedTurns * everyMs);
  const controller = new AbortController();
  const { signal } = controller;
  const underWay = new Set<Promise<unknown>>();
  let isFailing = false;
  let isWoken = false;
  let endPause = () => {};

  const take = async (): Promise<number> => {
    try {
      const more = (await turn(signal)) === "more";
      if (isFailing) logger().info({ loop: name }, "works again");
      isFailing = false;
      reportPulse(name, { maxAgeMs });
      return more ? 0 : everyMs;
    } catch (err) {
      if (!isFailing && !signal.aborted) {
        logger()[isVital ? "error" : "warn"]({ err, loop: name }, "does not work at the moment; tried again");
      }
      isFailing = true;
      if (isVital) reportFailure(name);
      else reportPulse(name, { maxAgeMs, isFailing });
      return Math.min(everyMs, retryMs);
    }
  };
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      if (isWoken || signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms * (1 + jitter * (2 * Math.random() - 1))).unref();
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    if (firstMs > 0) await pause(firstMs);
    while (!signal.aborted) {
      isWoken = false;
      const taken = take();
      underWay.add(taken);
      void taken.then(() => underWay.delete(taken));
      const pauseMs = mayOverlap ? everyMs : await taken;
      if (pauseMs > 0) await pause(pauseMs);
    }
  };

  const end = () => {
    controller.abort();
    endPause();
  };
  stopping().addEventListener("abort", end, { once: true });
  if (stopping().aborted) end();
  // Registered from the start, so that a loop that never succeeds counts as stopped too.
  reportPulse(name, { maxAgeMs });
  void run();
  return {
    stop: async () => {
      stopping().removeEventListener("abort", end);
      end();
      await Promise.all(underWay);
      forgetPulse(name);
    },
    wake: () => {
      isWoken = true;
      endPause();
    },
  };
}
