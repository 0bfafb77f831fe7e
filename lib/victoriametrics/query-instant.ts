import "server-only";
import { env } from "@/lib/env";
import { coalesce } from "@/lib/http/coalesce";
import { askVictoriaMetrics } from "@/lib/victoriametrics/ask";
import { finiteValue, vectorAnswer } from "@/lib/victoriametrics/schema";
import { instantRequest } from "@/lib/victoriametrics/urls";

export type InstantSample = { labels: Record<string, string>; value: number; timestampMs: number };

/**
 * Values of a query at one moment (default: now, the true now). Series whose value is NaN or infinite are left out.
 * Shared with everyone who asks the same in this time slot. Throws `UpstreamError`.
 */
export function queryInstant(promql: string, options: { fresh?: boolean } = {}): Promise<InstantSample[]> {
  return coalesce(
    `vm instant ${promql}`,
    async () => {
      const answer = await askVictoriaMetrics(
        instantRequest(env().VICTORIAMETRICS_URL, promql, Date.now()),
        vectorAnswer,
      );
      return answer.data.result.flatMap(({ metric, value: [seconds, text] }) => {
        const value = finiteValue(text);
        return value === null ? [] : [{ labels: metric, value, timestampMs: seconds * 1000 }];
      });
    },
    options,
  );
}
