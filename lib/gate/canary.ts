import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/runtime/env";
import { keyRing } from "@/lib/secrets/key-ring";
import { sendRequest } from "@/lib/upstream/send-request";

const minuteMs = 60_000;
/** How far the gate's clock and ours may be apart, and how long a copied user agent is of any use. */
const driftMsMax = 5 * minuteMs;
/** How the user agent of the console's own requests begins. */
export const canaryName = "honeydue-obs-canary/";
const pattern = /^honeydue-obs-canary\/1 (\d{1,10})\.([0-9a-f]{24})$/;
const timeoutMs = 5000;

function proofOf(minute: number, key: Buffer): string {
  return createHmac("sha256", key).update(`gate canary ${minute}`).digest("hex").slice(0, 24);
}

/**
 * User agent of the console's own requests through the gate (canary, prove-it, health checks). It carries a proof of
 * the key ring, so that nobody else's requests can pass as ours and be left out of the usage.
 */
export function canaryAgent(nowMs = Date.now()): string {
  const minute = Math.floor(nowMs / minuteMs);
  const { current, keys } = keyRing();
  const key = keys.get(current);
  if (!key) throw new Error("The key ring has no current key.");
  return `honeydue-obs-canary/1 ${minute}.${proofOf(minute, key)}`;
}

/** Whether a line of the gate's log with this user agent and time was a request of the console's own. */
export function isCanary(agent: string, atMs: number): boolean {
  const [, minuteText = "", proof = ""] = pattern.exec(agent) ?? [];
  const minute = Number(minuteText);
  if (!proof || Math.abs(atMs - minute * minuteMs) > driftMsMax) return false;
  const given = Buffer.from(proof);
  return [...keyRing().keys.values()].some((key) => timingSafeEqual(given, Buffer.from(proofOf(minute, key))));
}

/**
 * Sends the request that proves that the log arrives: a write without a token, which the gate refuses and logs. Does
 * nothing where INGEST_PUBLIC_URL is not set. Throws `UpstreamError` when the gate does not answer.
 */
export async function sendCanary(): Promise<void> {
  const base = env().INGEST_PUBLIC_URL;
  if (!base) return;
  const headers = { "user-agent": canaryAgent() };
  await sendRequest({ source: "gate", url: `${base}/api/v1/write`, method: "POST", body: "", headers, timeoutMs });
}
