import "server-only";
import type { Measured } from "@/lib/measured";
import { UpstreamError } from "./upstream-error";

/**
 * Runs a question to an upstream and returns what came of it. `null` means "asked, and there was nothing"; an
 * `UpstreamError` becomes the error state; any other error is a bug in this program and is rethrown.
 */
export async function measure<T>(load: () => Promise<{ value: T; sampledAtMs: number } | null>): Promise<Measured<T>> {
  const askedAtMs = Date.now();
  try {
    const found = await load();
    return found === null ? { state: "empty", askedAtMs } : { state: "ready", ...found };
  } catch (error) {
    if (error instanceof UpstreamError) return { state: "error", failure: error.failure, askedAtMs };
    throw error;
  }
}
