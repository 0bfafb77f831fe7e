/**
 * Whether an error, or one in its chain of causes, says that SQLite's lock was held by someone else. Prisma maps
 * SQLITE_BUSY to a socket timeout (P1008); the driver says "database is locked"; a transaction that never got its turn
 * behind others of this process is a P2028, a code that other faults of a transaction have too.
 */
export function isDatabaseBusy(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    const code = "code" in current ? String(current.code) : "";
    if (code === "P1008" || code.startsWith("SQLITE_BUSY")) return true;
    if (/SocketTimeout|database is locked|Unable to start a transaction/i.test(current.message)) return true;
  }
  return false;
}
