import "server-only";
import { env } from "@/lib/env";
import { coalesce } from "@/lib/http/coalesce";
import { fetchUpstream } from "@/lib/http/fetch-upstream";
import { measure } from "@/lib/http/measure";
import type { Measured } from "@/lib/measured";
import type { ProbeAnswer } from "./witness-reports";

const timeoutMs = 3000;

/** Asks the API's public health URL once per slot; null when none is configured. Any status is an answer. */
export async function probeApi(options: { fresh?: boolean } = {}): Promise<Measured<ProbeAnswer> | null> {
  const url = env().API_HEALTH_URL;
  if (!url) return null;
  return measure(() =>
    coalesce(
      "api probe",
      async () => {
        const startedMs = performance.now();
        const { status } = await fetchUpstream({ source: "api", url, timeoutMs, maxBodyBytes: 64 * 1024 });
        return { value: { status, latencyMs: performance.now() - startedMs }, sampledAtMs: Date.now() };
      },
      options,
    ),
  );
}
