import "server-only";
import { queryInstant } from "@/lib/victoriametrics/query-instant";

/**
 * When the oldest kept sample was taken, unix ms; null when there is none. Asks for `up` alone, which every scrape
 * writes: 35 days of a dozen series are read in about 20 ms. Throws `UpstreamError`.
 */
export async function oldestSampleMs(): Promise<number | null> {
  const [oldest] = await queryInstant("min(tfirst_over_time(up[35d]))");
  return oldest ? oldest.value * 1000 : null;
}
