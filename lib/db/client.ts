import "server-only";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { PrismaClient } from "./generated/client";

/** How long a statement waits for another process's lock; libsql's own default is not to wait at all. */
const busyTimeoutMs = 5000;

/**
 * Returns a new client of one SQLite file (`file:` URL). The wait for locks is an option of the adapter because a
 * PRAGMA is lost with the connection that each interactive transaction replaces. WAL is set by the migration.
 */
export function createDatabaseClient(databaseUrl: string, timeoutMs = busyTimeoutMs): PrismaClient {
  return new PrismaClient({ adapter: new PrismaLibSql({ url: databaseUrl, timeout: timeoutMs }) });
}

/** The one database client of this process, on the environment's DATABASE_URL. */
export function db(): PrismaClient {
  return processState("db", () => createDatabaseClient(env().DATABASE_URL));
}
