import "server-only";
import { isDatabaseBusy } from "@/lib/db/is-database-busy";
import { logger } from "@/lib/runtime/logger";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import type { UnknownSource } from "./types";

/** A source's answer, or the reason why there is none. A failing source never takes the others down. */
export async function answerOf<T>(
  source: string,
  load: () => Promise<T>,
): Promise<{ value: T | null; unknown: UnknownSource[] }> {
  try {
    return { value: await load(), unknown: [] };
  } catch (error) {
    if (error instanceof UpstreamError) return { value: null, unknown: [{ source, reason: error.failure.message }] };
    logger().error({ err: error, source }, "a source of the timeline does not answer");
    const reason = isDatabaseBusy(error)
      ? "The console's database is busy."
      : "The console's database does not answer. Its log has the reason.";
    return { value: null, unknown: [{ source, reason }] };
  }
}
