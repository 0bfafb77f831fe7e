import "server-only";
import { logger } from "@/lib/runtime/logger";
import { processState } from "@/lib/runtime/process-state";

type Write = () => Promise<void>;

/** Writes that the database did not take (locked, disk full), by the alert's key: the newest of each. */
const unwritten = () => processState("notify.unwritten", () => new Map<string, Write>());

/**
 * Runs a write about the alert `key`. It never throws: what fails is logged and kept in memory for
 * `retryUnwritten`, unless something newer about the same key comes first.
 */
export async function keepTrying(key: string, write: Write): Promise<void> {
  unwritten().delete(key);
  try {
    await write();
  } catch (err) {
    unwritten().set(key, write);
    logger().error({ err, alert: key }, "an alert could not be written; it is kept and tried again");
  }
}

/** Tries what is kept once more. */
export async function retryUnwritten(): Promise<void> {
  for (const [key, write] of [...unwritten()]) await keepTrying(key, write);
}

/** How many alerts wait for the database. */
export const countUnwritten = () => unwritten().size;
