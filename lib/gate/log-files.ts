import "server-only";
import { createHash } from "node:crypto";
import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import path from "node:path";

/** How far a log file has been read. `head` tells a file from a later one with the same inode. */
export type LogPosition = { head: string; offset: number };
export type LogFile = { file: string; inode: string; size: number; modifiedMs: number };

const headBytesMax = 512;
const newline = 10;

/** The log and its older generations, oldest first. Empty when there is no log yet. */
export async function listLogFiles(logFile: string): Promise<LogFile[]> {
  const [dir, base] = [path.dirname(logFile), path.basename(logFile)];
  const names = await readdir(dir).catch(() => []);
  const files = names.filter((name) => name === base || new RegExp(`^${base}\\.\\d+$`).test(name));
  const found = await Promise.all(
    files.map(async (name) => {
      const file = path.join(dir, name);
      // A file that is renamed at this moment is found by the next poll.
      const facts = await stat(file).catch(() => null);
      return facts ? { file, inode: String(facts.ino), size: facts.size, modifiedMs: facts.mtimeMs } : null;
    }),
  );
  return found.filter((file) => file !== null).toSorted((a, b) => a.modifiedMs - b.modifiedMs);
}

/** SHA-256 of the first line (its first 512 bytes), or null while there is no whole line. */
async function readHead(handle: FileHandle): Promise<string | null> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytesMax), 0, headBytesMax, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(newline);
  if (end < 0 && bytesRead < headBytesMax) return null;
  return createHash("sha256")
    .update(buffer.subarray(0, end < 0 ? bytesRead : end))
    .digest("hex");
}

/**
 * Reads the whole lines that are new in a file, at most `bytesMax`, and returns them as one text with the position
 * behind them; null when there are none. Starts at the beginning of a file that is not the one of `position`.
 */
export async function readNewLines(
  file: LogFile,
  position: LogPosition | undefined,
  bytesMax: number,
): Promise<{ text: string; position: LogPosition } | null> {
  const handle = await open(file.file, "r").catch(() => null);
  if (!handle) return null;
  try {
    const { ino, size } = await handle.stat();
    if (String(ino) !== file.inode) return null;
    const head = await readHead(handle);
    if (head === null) return null;
    const isSame = position?.head === head && position.offset <= size;
    const offset = isSame ? position.offset : 0;
    const length = Math.min(size - offset, bytesMax);
    if (length <= 0) return null;
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
    const end = buffer.subarray(0, bytesRead).lastIndexOf(newline);
    if (end < 0) return null;
    return { text: buffer.toString("utf8", 0, end), position: { head, offset: offset + end + 1 } };
  } finally {
    await handle.close();
  }
}
