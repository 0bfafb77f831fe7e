import "server-only";
import type { Measured } from "@/lib/measured";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { coalesce } from "@/lib/upstream/coalesce";
import { fetchUpstream } from "@/lib/upstream/fetch-upstream";
import { measure } from "@/lib/upstream/measure";
import type { OwnProbes, ProbeFacts } from "./types";

const timeoutMs = 3000;
/** Longer than any window of the verdict. */
const keptMs = 3_600_000;

const sentAtMs = () => processState("oncall.probes", (): number[] => []);

/** How often this console itself asked the API within a window, and on which route; null when it asks nothing. */
export function ownProbes(windowMs: number, nowMs: number): OwnProbes | null {
  const url = env().API_HEALTH_URL;
  if (!url) return null;
  return { route: new URL(url).pathname, sent: sentAtMs().filter((atMs) => atMs > nowMs - windowMs).length };
}

/** Asks the API's public health URL once per slot; null when none is configured. Any status is an answer. */
export async function probeApi(options: { fresh?: boolean } = {}): Promise<Measured<ProbeFacts> | null> {
  const url = env().API_HEALTH_URL;
  if (!url) return null;
  return measure(() =>
    coalesce(
      "api probe",
      async () => {
        const startedMs = performance.now();
        const sent = sentAtMs();
        sent.push(Date.now());
        while ((sent[0] ?? Number.POSITIVE_INFINITY) < Date.now() - keptMs) sent.shift();
        const { status } = await fetchUpstream({ source: "api", url, timeoutMs, maxBodyBytes: 64 * 1024 });
        return { value: { status, latencyMs: performance.now() - startedMs }, sampledAtMs: Date.now() };
      },
      options,
    ),
  );
}
