import "server-only";
import { queryInstant } from "./query-instant";

/**
 * When the newest sample of a series selector (`up{job="x"}`, no functions) was taken, unix ms; null when it has none
 * in the last `windowSeconds` (one hour). Looks at raw samples, so a series that has stopped still has a last one.
 * Throws `UpstreamError`.
 */
export async function newestTimestamp(
  selector: string,
  { windowSeconds = 3600, fresh }: { windowSeconds?: number; fresh?: boolean } = {},
): Promise<number | null> {
  const samples = await queryInstant(`max(tlast_over_time(${selector}[${windowSeconds}s]))`, { fresh });
  const newest = samples[0];
  return newest ? Math.round(newest.value * 1000) : null;
}
