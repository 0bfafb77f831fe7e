import "server-only";
import { open, stat } from "node:fs/promises";
import { parseJournalLine } from "./parse-journal";
import type { KernelRecord } from "./parse-kmsg";

/** Read in pieces, so that a large file never lies in memory as a whole. */
const pieceBytes = 256 * 1024;
/** The unit keeps the file below this; more is not read, since the unit did not write it. */
const maxBytes = 64 * 1024 * 1024;
/** A longer line is not an entry of the kernel. */
const maxLineBytes = 1024 * 1024;

type Place = { inode: number; offset: number; rest: Buffer };

async function readFrom(file: string, place: Place, onRecord: (record: KernelRecord) => void): Promise<void> {
  const handle = await open(file, "r");
  try {
    for (;;) {
      if (place.offset > maxBytes) return;
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(pieceBytes), 0, pieceBytes, place.offset);
      if (bytesRead === 0) return;
      place.offset += bytesRead;
      const text = Buffer.concat([place.rest, buffer.subarray(0, bytesRead)]);
      const end = text.lastIndexOf(0x0a);
      place.rest = text.subarray(end + 1);
      if (place.rest.length > maxLineBytes) place.rest = Buffer.alloc(0);
      if (end < 0) continue;
      for (const line of text.toString("utf8", 0, end).split("\n")) {
        const record = parseJournalLine(line);
        if (record) onRecord(record);
      }
    }
  } finally {
    await handle.close();
  }
}

const inodeOf = async (file: string) => {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return { ino, size, mtimeMs };
  } catch {
    return null;
  }
};

/**
 * Follows the file that the host unit keeps. The first call gives all of it, older generation (`.1`) first; each later
 * one what was added since, across a change of generations. Whoever stores the records must recognise duplicates by
 * their cursor.
 */
export function createJournalReader(file: string) {
  let place: Place | null = null;

  /** New records in order, and when the unit last wrote. Throws an Error when the file cannot be read. */
  return async function readNew(): Promise<{ records: KernelRecord[]; writtenAtMs: number }> {
    const records: KernelRecord[] = [];
    const collect = (record: KernelRecord) => records.push(record);
    const [now, older] = await Promise.all([inodeOf(file), inodeOf(`${file}.1`)]);
    if (!now) throw new Error(`${file} is not there: the host unit honeydue-obs-kernel-log does not run.`);
    const isOther = place === null || place.inode !== now.ino || now.size < place.offset;
    if (isOther) {
      // What we were reading is the older generation now: read its end first.
      if (older && (place === null || place.inode === older.ino)) {
        await readFrom(`${file}.1`, place ?? { inode: older.ino, offset: 0, rest: Buffer.alloc(0) }, collect);
      }
      place = { inode: now.ino, offset: 0, rest: Buffer.alloc(0) };
    }
    if (place) await readFrom(file, place, collect);
    return { records, writtenAtMs: now.mtimeMs };
  };
}
