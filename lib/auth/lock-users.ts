import "server-only";
import type { Prisma } from "@/lib/db/generated/client";

/** Takes the write lock, so that what the transaction reads next (is this the last admin?) holds until it ends. */
export async function lockUsers(tx: Prisma.TransactionClient): Promise<void> {
  await tx.user.updateMany({ where: { id: "" }, data: { name: "" } });
}
