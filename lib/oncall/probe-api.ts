import "server-only";
import type { Measured } from "@/lib/measured";
import { env } from "@/lib/runtime/env";
import { coalesce } from "@/lib/upstream/coalesce";
import { fetchUpstream } from "@/lib/upstream/fetch-upstream";
import { measure } from "@/lib/upstream/measure";
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
