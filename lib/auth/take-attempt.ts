import "server-only";
import { createHash } from "node:crypto";
import { writeTransaction } from "@/lib/db/write-transaction";
import { ThrottledError } from "@/lib/web/action-result";
import { addressGroup } from "@/lib/web/client-address";

const windowMs = 15 * 60_000;
const limits = { pair: 5, address: 20 };
const firstDelayMs = 30_000;
const delayMsMax = 15 * 60_000;
const keepMs = 24 * 60 * 60_000;

export type Attempt = { account: string; address: string };

/** Delay after the nth failure: none up to the limit, then 30 s, doubling up to 15 minutes. */
function delayMs(failures: number, limit: number): number {
  return failures < limit ? 0 : Math.min(delayMsMax, firstDelayMs * 2 ** (failures - limit));
}

/** The account's name is hashed: what people type there is sometimes their password. */
function keysOf({ account, address }: Attempt) {
  const group = addressGroup(address);
  const name = createHash("sha256").update(account).digest("base64url").slice(0, 22);
  return [
    { key: `pair:${name}@${group}`, limit: limits.pair },
    { key: `address:${group}`, limit: limits.address },
  ];
}

/**
 * Counts an attempt as failed before it is checked, so that many at once cannot slip through together. When it was
 * right, the caller takes it back with `forgiveAttempt`. Throws `ThrottledError` while the address, or the account from
 * that address, has to wait; other addresses are not affected. The state is in the database and survives a restart.
 */
export async function takeAttempt(attempt: Attempt, nowMs = Date.now()): Promise<void> {
  const now = new Date(nowMs);
  const waitMs = await writeTransaction(async (tx) => {
    await tx.signInThrottle.deleteMany({ where: { lastAt: { lt: new Date(nowMs - keepMs) } } });
    const rows = await tx.signInThrottle.findMany({ where: { key: { in: keysOf(attempt).map(({ key }) => key) } } });
    const untilMs = Math.max(0, ...rows.map((row) => row.blockedUntil?.getTime() ?? 0));
    if (untilMs > nowMs) return untilMs - nowMs;
    for (const { key, limit } of keysOf(attempt)) {
      const row = rows.find((candidate) => candidate.key === key);
      // While it has to wait again and again, the count goes on; 15 minutes after the last delay it starts over.
      const countsFromMs = Math.max(row?.since.getTime() ?? 0, row?.blockedUntil?.getTime() ?? 0);
      const counts = row && nowMs - countsFromMs < windowMs ? row : { failures: 0, since: now };
      const failures = counts.failures + 1;
      const delay = delayMs(failures, limit);
      const blockedUntil = delay > 0 ? new Date(nowMs + delay) : null;
      const values = { failures, since: counts.since, lastAt: now, blockedUntil };
      await tx.signInThrottle.upsert({ where: { key }, create: { key, ...values }, update: values });
    }
    return 0;
  });
  if (waitMs > 0) throw new ThrottledError(Math.ceil(waitMs / 1000));
}

/**
 * Takes back the count of an attempt that was right. `whole` also ends the account's count from this address; a right
 * password still without its code must not, or it would allow any number of guesses at the code.
 */
export async function forgiveAttempt(attempt: Attempt, { whole = true } = {}): Promise<void> {
  const [pair = "", address = ""] = keysOf(attempt).map(({ key }) => key);
  await writeTransaction(async (tx) => {
    if (whole) await tx.signInThrottle.deleteMany({ where: { key: pair } });
    await tx.signInThrottle.updateMany({
      where: { key: { in: whole ? [address] : [pair, address] }, failures: { gt: 0 } },
      data: { failures: { decrement: 1 }, blockedUntil: null },
    });
  });
}
