import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { processState } from "@/lib/runtime/process-state";

type Purpose = "sign-in" | "step-up" | "register";
/** A challenge is for one purpose, and for one session where there is one. */
export type Binding = { purpose: Purpose; sessionId: string };

const randomLength = 16;
const timeLength = 6;
const macLength = 16;
const validMs = 5 * 60_000;

/** Known to this process only: spent challenges are forgotten when it ends, so its own must become invalid then. */
const key = () => processState("auth.challenge-key", () => randomBytes(32));
/** Spent challenges until they expire. Only signed ones get here, so no outsider can fill it. */
const spent = () => processState("auth.spent-challenges", () => new Map<string, number>());

function macOf(body: Buffer, { purpose, sessionId }: Binding): Buffer {
  return createHmac("sha256", key())
    .update(JSON.stringify([purpose, sessionId]))
    .update(body)
    .digest()
    .subarray(0, macLength);
}

/** A challenge that this console recognises for 5 minutes without keeping it: outsiders can ask for any number. */
export function makeChallenge(binding: Binding, nowMs = Date.now()): Uint8Array<ArrayBuffer> {
  const time = Buffer.alloc(timeLength);
  time.writeUIntBE(nowMs + validMs, 0, timeLength);
  const body = Buffer.concat([randomBytes(randomLength), time]);
  return Uint8Array.from(Buffer.concat([body, macOf(body, binding)]));
}

/**
 * Whether this console made the challenge (base64url) for this very binding, and it has neither expired nor been spent.
 */
export function isOurChallenge(text: string, binding: Binding, nowMs = Date.now()): boolean {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== randomLength + timeLength + macLength) return false;
  const body = bytes.subarray(0, randomLength + timeLength);
  if (!timingSafeEqual(bytes.subarray(body.length), macOf(body, binding))) return false;
  return body.readUIntBE(randomLength, timeLength) > nowMs && !spent().has(text);
}

/** Spends a challenge whose signature was right; false when it was spent before. */
export function spendChallenge(text: string, nowMs = Date.now()): boolean {
  const known = spent();
  for (const [old, untilMs] of known) if (untilMs <= nowMs) known.delete(old);
  if (known.has(text)) return false;
  known.set(text, nowMs + validMs);
  return true;
}
