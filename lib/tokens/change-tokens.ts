import "server-only";
import { db } from "@/lib/db/client";
import type { Prisma, Token } from "@/lib/db/generated/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { tokenIndex } from "./token-index";

type Change<T> = (tx: Prisma.TransactionClient, changeSeq: number) => Promise<T>;

/** SQLite's own words for a full disk, a file that may not grow, and a volume that went read-only. */
const fullDisk = /SQLITE_FULL|SQLITE_IOERR|SQLITE_READONLY|SQLITE_CANTOPEN|disk is full|disk I\/O error/i;

function textsOf(error: unknown): string {
  const texts: string[] = [];
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    texts.push(current.message, "code" in current ? String(current.code) : "");
  }
  return texts.join(" ");
}

/**
 * Runs one change of tokens in a transaction. It begins by advancing the token clock, which takes the write lock (so
 * two changes never interleave) and shows the running server's index that something is new; the index of this process
 * follows at once. Throws `DatabaseBusyError`, and `RefusedError` ("disk-full") when SQLite cannot write; nothing is
 * kept then.
 */
export async function changeTokens<T>(change: Change<T>): Promise<T> {
  let result: T;
  try {
    result = await writeTransaction(async (tx) => {
      const where = { id: 1 };
      const clock = await tx.tokenClock.upsert({
        where,
        create: { id: 1, seq: 1 },
        update: { seq: { increment: 1 } },
      });
      return change(tx, clock.seq);
    });
  } catch (error) {
    if (error instanceof RefusedError || !fullDisk.test(textsOf(error))) throw error;
    throw new RefusedError(
      "disk-full",
      "The database cannot be written: its disk is full or read-only. Nothing was changed. Free space, then do this again.",
    );
  }
  await tokenIndex().sync();
  return result;
}

/** The token with that public id. Throws `RefusedError` ("no-such-token"). */
export async function requireToken(
  publicId: string,
  client: Pick<Prisma.TransactionClient, "token"> = db(),
): Promise<Token> {
  const token = await client.token.findUnique({ where: { publicId } });
  if (token) return token;
  throw new RefusedError("no-such-token", "There is no such token. Reload the page to see those that exist.");
}

/** Throws `RefusedError` ("name-taken") when a living token holds this name. */
export async function requireFreeName(tx: Prisma.TransactionClient, name: string): Promise<void> {
  const holder = await tx.token.findUnique({ where: { nameKey: nameKeyOf(name) } });
  if (!holder) return;
  const message = `There is a token named "${holder.name}" already. Choose another name, or rotate or revoke that one.`;
  throw new RefusedError("name-taken", message, { name: message });
}

/** Names count as the same whatever their case. */
export const nameKeyOf = (name: string) => name.normalize("NFKC").toLowerCase();
