import "server-only";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { Hop, Path } from "./hop";

/** A step: resolves with what came back, in words; throws an error that says what failed. */
export type Step = { title: string; run: () => Promise<string> };

/** A step failed; the message is for people. */
export class HopError extends Error {}

/**
 * Runs the steps of a path one after the other; after a failure the rest is "not-reached". Throws only unforeseen
 * errors.
 */
export async function runPath(title: string, steps: readonly Step[]): Promise<Path> {
  const hops: Hop[] = [];
  for (const step of steps) {
    if (hops.some(({ state }) => state !== "ok")) {
      hops.push({ title: step.title, state: "not-reached", durationMs: null, detail: "The step before failed." });
      continue;
    }
    const startedAt = performance.now();
    const durationMs = () => Math.round(performance.now() - startedAt);
    try {
      const detail = await step.run();
      hops.push({ title: step.title, state: "ok", durationMs: durationMs(), detail });
    } catch (error) {
      if (!(error instanceof UpstreamError) && !(error instanceof HopError)) throw error;
      hops.push({ title: step.title, state: "failed", durationMs: durationMs(), detail: error.message });
    }
  }
  return { title, hops };
}
