import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "./client";
import type { Prisma, PrismaClient } from "./generated/client";
import { isDatabaseBusy } from "./is-database-busy";

const attemptsMax = 4;
const committedHooks = new WeakMap<object, (() => Promise<void>)[]>();

/** Runs `then` once the transaction of `tx` is committed; never when it is undone. For what leaves the database; it must not throw. */
export function afterCommit(tx: Prisma.TransactionClient, then: () => Promise<void>): void {
  committedHooks.set(tx, [...(committedHooks.get(tx) ?? []), then]);
}

const pauseMs = 50;

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
  for (let attempt = 1; ; attempt += 1) {
    let hooks: (() => Promise<void>)[] = [];
    try {
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
    } catch (error) {
      if (!isDatabaseBusy(error)) throw error;
      if (attempt === attemptsMax) throw new DatabaseBusyError(error);
      // Different pauses, so that two processes that collided do not collide again.
      await sleep(pauseMs * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
