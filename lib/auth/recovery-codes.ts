import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { readableSecret, secretHash } from "./random-secret";

const recoveryCodes = 10;

/** Recovery codes are read from paper: case and dashes do not matter. */
export const normalCode = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, "");

/** 16 characters of 31 letters each: 79 bits, which no table of hashes can hold. */
export async function replaceRecoveryCodes(tx: Prisma.TransactionClient, userId: string): Promise<string[]> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  const codes = Array.from({ length: recoveryCodes }, () => readableSecret(4));
  await tx.recoveryCode.createMany({ data: codes.map((code) => ({ hash: secretHash(normalCode(code)), userId })) });
  return codes;
}

/** Ends the codes of an account that has nothing left to recover. */
export async function dropUnusedRecoveryCodes(tx: Prisma.TransactionClient, userId: string): Promise<void> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, include: { passkeys: { take: 1 } } });
  if (user.totpSecret === null && user.passkeys.length === 0) await tx.recoveryCode.deleteMany({ where: { userId } });
}
