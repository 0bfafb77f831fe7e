import "server-only";
import { db } from "@/lib/db/client";

export type SecondFactors = { app: boolean; passkeys: number };

/** What an account has besides its password. */
export async function secondFactorsOf(user: { id: string; totpSecret: string | null }): Promise<SecondFactors> {
  return { app: user.totpSecret !== null, passkeys: await db().passkey.count({ where: { userId: user.id } }) };
}

export const hasSecondFactor = ({ app, passkeys }: SecondFactors) => app || passkeys > 0;
