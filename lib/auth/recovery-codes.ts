import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { readableSecret, secretHash } from "./random-secret";

const recoveryCodes = 10;

/** Recovery codes are read from paper: case and dashes do not matter. */
export const normalCode = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, "");

/**
 * Replaces a user's recovery codes and returns the new ones. Each is 16 characters out of 31: 79 bits, so no table of
 * hashes can hold them all.
 */
export async function replaceRecoveryCodes(tx: Prisma.TransactionClient, userId: string): Promise<string[]> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  const codes = Array.from({ length: recoveryCodes }, () => readableSecret(4));
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ hash: secretHash(normalCode(code)), userId })) });
  return codes;
}

/** Deletes the codes of an account that has no second factor left to recover. */
export async function dropUnusedRecoveryCodes(tx: Prisma.TransactionClient, userId: string): Promise<void> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { passkeys: { take: 1 } } });
  if (user.totpSecret === null && user.passkeys.length === 0) await tx.recoveryCode.deleteMany({ where: { userId } });
}
