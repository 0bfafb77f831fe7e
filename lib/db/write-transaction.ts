import "server-only";
import pRetry from "p-retry";
import { db } from "./client";
import type { Prisma, PrismaClient } from "./generated/client";
import { isDatabaseBusy } from "./is-database-busy";

/** Randomised pauses that begin at 100 ms and double, so that two processes that collided do not collide again. */
const retry = { retries: 3, minTimeout: 100, factor: 2, randomize: true } as const;
const committedHooks = new WeakMap<object, (() => Promise<void>)[]>();

/**
 * Runs `then` once the transaction of `tx` is committed; never when it is rolled back. For effects outside the
 * database; it must not throw.
 */
export function afterCommit(tx: Prisma.TransactionClient, then: () => Promise<void>): void {
  committedHooks.set(tx, [...(committedHooks.get(tx) ?? []), then]);
}

/** The database stayed locked by another process for as long as we were willing to wait; nothing was written. */
export class DatabaseBusyError extends Error {
  override readonly name = "DatabaseBusyError";
  constructor(cause: unknown) {
    super("The database is locked by another process. Nothing was saved. Try again in a moment.", { cause });
  }
}

/**
 * Runs `fn` in one transaction and returns its result; all of it is written or nothing. When another process holds
 * the lock it is tried again, so `fn` must have no effect outside its `tx`.
 *
 * `fn` must start with a write. SQLite takes the write lock at the first write: a transaction that reads first and
 * writes later fails at once, without waiting, when another process wrote in between.
 *
 * Throws `DatabaseBusyError` after the last attempt, and what `fn` throws otherwise.
 */
export async function writeTransaction<T>(
  fn: (tx: Prisma.TransactionClient) => Promise<T>,
  client: PrismaClient = db(),
): Promise<T> {
  const once = async (): Promise<T> => {
    let hooks: (() => Promise<void>)[] = [];
    const result = await client.$transaction(
      async (tx) => {
        const value = await fn(tx);
        hooks = committedHooks.get(tx) ?? [];
        return value;
      },
      { maxWait: 10_000, timeout: 20_000 },
    );
    for (const hook of hooks) await hook();
    return result;
  };
  try {
    return await pRetry(once, { ...retry, shouldRetry: ({ error }) => isDatabaseBusy(error) });
  } catch (error) {
    throw isDatabaseBusy(error) ? new DatabaseBusyError(error) : error;
  }
}
