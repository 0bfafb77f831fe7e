import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { logger } from "@/lib/runtime/logger";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { liveState, type SourceName } from "./live-state";

const running = new Set<SourceName>();

/** A plain sentence for a failure; details stay in the log. */
export function failureText(error: unknown): string {
  if (error instanceof UpstreamError) return error.failure.message;
  return error instanceof Error ? error.message : String(error);
}

/**
 * Runs one source within `timeoutMs` and records the outcome. Returns its result, or null when it failed, is late, or
 * its previous call still hangs. Never throws: a slow source degrades only its own row.
 */
export async function runSource<T>(name: SourceName, timeoutMs: number, read: () => Promise<T>): Promise<T | null> {
  const { sources } = liveState();
  const before = sources.get(name) ?? { okAtMs: null, failure: null, failedAtMs: null };
  const fail = (failure: string) => {
    if (before.failure !== failure) logger().warn({ source: name, failure }, "a source of resource figures fails");
    sources.set(name, { ...before, failure, failedAtMs: Date.now() });
    return null;
  };
  if (running.has(name)) return fail(`The previous question has had no answer for more than ${timeoutMs / 1000} s.`);
  running.add(name);
  const late = new AbortController();
  const work = read().finally(() => running.delete(name));
  work.catch(() => {});
  try {
    const result = await Promise.race([
      work,
      sleep(timeoutMs, undefined, { signal: late.signal }).then(() => {
        throw new Error(`No answer within ${timeoutMs / 1000} s.`);
      }),
    ]);
    if (before.failure !== null) logger().info({ source: name }, "a source of resource figures is back");
    sources.set(name, { okAtMs: Date.now(), failure: null, failedAtMs: before.failedAtMs });
    return result;
  } catch (error) {
    return fail(failureText(error));
  } finally {
    late.abort();
  }
}
