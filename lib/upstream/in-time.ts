import "server-only";
import type { Measured } from "@/lib/measured";
import { processState } from "@/lib/runtime/process-state";

type Settled = { measured: Measured<unknown>; atMs: number };

/**
 * A measurement if it comes within `patienceMs`; else the last result of the same question (`key`), unless that is
 * older than `keepMs`; else `loading`. So no page waits for a program that hangs, and it still shows what the program
 * said a moment ago. The question goes on, and the next caller gets its answer.
 */
export async function inTime<T>(
  key: string,
  question: Promise<Measured<T>>,
  { patienceMs, keepMs }: { patienceMs: number; keepMs: number },
): Promise<Measured<T>> {
  const settled = processState("upstream.in-time", () => new Map<string, Settled>());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  const noted = question.then((measured) => {
    if (measured.state !== "loading") settled.set(key, { measured, atMs: Date.now() });
    return measured;
  });
  try {
    const first = await Promise.race([noted, late]);
    if (first !== null) return first;
  } finally {
    clearTimeout(timer);
  }
  noted.catch(() => {});
  const last = settled.get(key);
  return last && Date.now() - last.atMs <= keepMs ? (last.measured as Measured<T>) : { state: "loading" };
}
