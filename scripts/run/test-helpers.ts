import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A new empty directory under the system's temporary one. */
export const temporaryDir = () => mkdtempSync(path.join(tmpdir(), "obs-stack-"));

/** Repeats `read` until it returns something; throws, naming `what`, at the deadline. */
export async function poll<T>(what: string, read: () => Promise<T | undefined>, deadlineMs = 30_000): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${deadlineMs} ms`);
    await sleep(100);
  }
}
