import { z } from "zod";
import type { KernelRecord } from "./parse-kmsg";

/** The journal writes a message that is not clean UTF-8 as an array of bytes, and one that is too long as null. */
const message = z.union([z.string(), z.array(z.number().int().min(0).max(255)), z.null()]);
const entrySchema = z.object({
  __CURSOR: z.string().min(1).max(1000),
  __REALTIME_TIMESTAMP: z.string().regex(/^\d{1,17}$/),
  _BOOT_ID: z.string().min(1).max(64),
  _TRANSPORT: z.literal("kernel"),
  MESSAGE: message.optional(),
});

const decoder = new TextDecoder();

/** One line of `journalctl -k -o json`; null for anything but an entry of the kernel (a cut line, an empty one). */
export function parseJournalLine(line: string): KernelRecord | null {
  let body: unknown;
  try {
    body = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = entrySchema.safeParse(body);
  if (!parsed.success) return null;
  const { MESSAGE, __CURSOR, __REALTIME_TIMESTAMP, _BOOT_ID } = parsed.data;
  const text = Array.isArray(MESSAGE) ? decoder.decode(Uint8Array.from(MESSAGE)) : (MESSAGE ?? "");
  return { bootId: _BOOT_ID, cursor: __CURSOR, atMs: Math.round(Number(__REALTIME_TIMESTAMP) / 1000), text };
}
