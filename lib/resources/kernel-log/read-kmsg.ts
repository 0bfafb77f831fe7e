import "server-only";
import { closeSync, constants, openSync, readSync } from "node:fs";
import { readProc } from "../sample-host";
import type { KernelRecord } from "./parse-kmsg";
import { parseKmsg } from "./parse-kmsg";

/** A record is at most about 8 KiB; a buffer too small is refused with EINVAL, so twice that. */
const bufferBytes = 16 * 1024;
/** Records read in one turn of the event loop: the whole ring is a few thousand. */
const recordsAtOnce = 500;

export type KmsgBatch = {
  records: KernelRecord[];
  /** First and last sequence seen; null when nothing new was there. */
  firstSequence: number | null;
  lastSequence: number | null;
  /** The ring was overwritten before it was read: records are lost. */
  lost: boolean;
  /** More is waiting. */
  more: boolean;
};

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/**
 * Opens /dev/kmsg at the oldest record, non-blocking: a blocking read would hold one of Node's threads for ever and
 * keep the process from exiting. `readBatch` never waits. Throws when it cannot be opened.
 */
export function openKmsg(file: string, bootId: string) {
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const buffer = Buffer.alloc(bufferBytes);

  async function readBatch(): Promise<KmsgBatch> {
    const batch: KmsgBatch = { records: [], firstSequence: null, lastSequence: null, lost: false, more: false };
    const upSeconds = Number.parseFloat((await readProc("uptime")) ?? "");
    // The kernel's clock counts from boot and drifts from wall-clock time, so both are read at the same moment.
    const bootMs = Date.now() - upSeconds * 1000;
    for (let count = 0; count < recordsAtOnce; count += 1) {
      let length: number;
      try {
        length = readSync(fd, buffer, 0, buffer.length, null);
      } catch (error) {
        if (codeOf(error) === "EAGAIN") return batch;
        // Overwritten, or (EINVAL) larger than any record should be: the next read continues after it.
        if (codeOf(error) !== "EPIPE" && codeOf(error) !== "EINVAL") throw error;
        batch.lost = true;
        continue;
      }
      if (length === 0) return batch;
      const record = buffer.toString("utf8", 0, length);
      const sequence = Number(record.split(",", 2)[1]);
      if (Number.isInteger(sequence)) {
        batch.firstSequence ??= sequence;
        batch.lastSequence = sequence;
      }
      const parsed = parseKmsg(record);
      if (!parsed) continue;
      const atMs = Math.round(bootMs + parsed.sinceBootUs / 1000);
      batch.records.push({ bootId, cursor: String(parsed.sequence), atMs, text: parsed.text });
    }
    batch.more = true;
    return batch;
  }

  return { readBatch, close: () => closeSync(fd) };
}
