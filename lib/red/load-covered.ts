import "server-only";
import { firstScrape } from "@/lib/victoriametrics/promql/scrapes";
import { queryInstant } from "@/lib/victoriametrics/query-instant";
import { coveredSecondsOf } from "./window-figures";

/** Seconds of the window that ends now in which the API was measured at all. Throws `UpstreamError`. */
export async function loadCovered(
  windowSeconds: number,
  { intervalSeconds, fresh }: { intervalSeconds: number; fresh?: boolean },
): Promise<number> {
  const first = await queryInstant(firstScrape([windowSeconds]), { fresh });
  return coveredSecondsOf(first, windowSeconds, { nowMs: Date.now(), intervalSeconds });
}
