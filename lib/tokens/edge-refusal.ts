import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { canaryAgent } from "@/lib/gate/canary";
import { env } from "@/lib/runtime/env";
import { sendRequest } from "@/lib/upstream/send-request";
import { UpstreamError } from "@/lib/upstream/upstream-error";

const patienceMs = 5000;
const pauseMs = 15;
/** Short: revoking must not wait for a gate that is down. */
const timeoutMs = 800;

/** What the gate recognises as this token, by its public part; the secret part is made up, since nobody has it here. */
const claimOf = (publicId: string) =>
  publicId.startsWith("legacy_")
    ? `Bearer ${publicId.slice(7)}${"0".repeat(40)}`
    : `Bearer hdobs_${publicId}${"0".repeat(39)}`;

/**
 * Whether the gate refuses a token by its deny file, probed without the secret: the gate looks for the file (401)
 * before it asks the console, which answers its own probe with 403 (anybody else's with 401). Null when that cannot be
 * said: no gate, no answer, another answer.
 */
export async function isRefusedAtEdge(publicId: string): Promise<boolean | null> {
  const base = env().INGEST_PUBLIC_URL;
  if (!base) return null;
  const headers = { authorization: claimOf(publicId), "user-agent": canaryAgent() };
  try {
    const { status } = await sendRequest({ source: "gate", url: `${base}/api/v1/write`, headers, timeoutMs });
    return status === 401 ? true : status === 403 ? false : null;
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

/**
 * Milliseconds since `startedAt` (of performance.now) until the gate refuses; null when it was not seen to within 5 s.
 */
export async function waitForRefusal(publicId: string, startedAt: number): Promise<number | null> {
  while (performance.now() - startedAt < patienceMs) {
    const refused = await isRefusedAtEdge(publicId);
    if (refused === null) return null;
    if (refused) return Math.round(performance.now() - startedAt);
    await sleep(pauseMs);
  }
  return null;
}
