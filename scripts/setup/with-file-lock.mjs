import { setTimeout as sleep } from "node:timers/promises";

/**
 * Runs `work` while no other process (or call) runs under the same lock file, then releases it. The lock is SQLite's
 * own on a file of its own, so the system frees it even when the holder is killed. Throws `onBusy()` when it is not
 * free within `timeoutMs`.
 * @template T
 * @param {{ lockFile: string, timeoutMs: number, onBusy: () => Error }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withFileLock({ lockFile, timeoutMs, onBusy }, work) {
  const { createClient } = await import("@libsql/client");
  const client = createClient({ url: `file:${lockFile}`, timeout: 0 });
  const deadline = Date.now() + timeoutMs;
  try {
    for (;;) {
      const transaction = await client.transaction("write").catch((error) => {
        if (!String(error.code).startsWith("SQLITE_BUSY")) throw error;
        return undefined;
      });
      if (transaction) {
        try {
          return await work();
        } finally {
          await transaction.rollback();
        }
      }
      if (Date.now() >= deadline) throw onBusy();
      await sleep(25);
    }
  } finally {
    client.close();
  }
}
