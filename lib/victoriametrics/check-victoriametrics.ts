import "server-only";
import { env } from "@/lib/env";
import { coalesce } from "@/lib/http/coalesce";
import { fetchUpstream } from "@/lib/http/fetch-upstream";
import { UpstreamError } from "@/lib/http/upstream-error";
import { instantRequest } from "@/lib/victoriametrics/urls";

/**
 * Asks VictoriaMetrics for a constant, which works through a path prefix and a proxy too.
 * Returns the time it took in milliseconds; throws `UpstreamError`.
 */
export function checkVictoriaMetrics(): Promise<{ latencyMs: number }> {
  return coalesce("vm check", async () => {
    const startedAtMs = performance.now();
    const { url, body } = instantRequest(env().VICTORIAMETRICS_URL, "1", Date.now());
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { status } = await fetchUpstream({
      source: "victoriametrics",
      url,
      body,
      headers,
      method: "POST",
      timeoutMs: 3000,
    });
    if (status !== 200) {
      throw new UpstreamError({
        source: "victoriametrics",
        kind: "bad-status",
        message: `It answered ${status}.`,
        httpStatus: status,
      });
    }
    return { latencyMs: performance.now() - startedAtMs };
  });
}
