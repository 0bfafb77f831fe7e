import "server-only";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { ComponentHealth } from "./types";

/**
 * Runs a health question and reports it: `ask` returns the sentence for an upstream that works. A failed upstream is
 * `bad` with its reason; it never throws `UpstreamError`. `latencyMs` is that of the question itself.
 */
export async function checkUpstream(
  name: ComponentHealth["name"],
  ask: () => Promise<{ state: ComponentHealth["state"]; detail: string }>,
): Promise<ComponentHealth> {
  const startedMs = performance.now();
  const report = (state: ComponentHealth["state"], detail: string): ComponentHealth => ({
    name,
    state,
    detail,
    latencyMs: Math.round((performance.now() - startedMs) * 10) / 10,
    checkedAtMs: Date.now(),
  });
  try {
    const { state, detail } = await ask();
    return report(state, detail);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return report("bad", error.failure.message);
  }
}
