import "server-only";
import { type Actor, assertUser } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { relyingParty } from "./passkeys/relying-party";

export type SessionRow = {
  id: string;
  isThis: boolean;
  address: string;
  userAgent: string;
  createdAtMs: number;
  lastSeenAtMs: number;
};

export type PasskeyRow = { id: string; name: string; createdAtMs: number; lastUsedAtMs: number | null };

export type Account = {
  hasPassword: boolean;
  hasTotp: boolean;
  passkeys: PasskeyRow[];
  /** Whether browsers make passkeys for the console's address. */
  passkeysWork: boolean;
  recoveryCodesLeft: number;
  sessions: SessionRow[];
};

/** The actor's own account: what protects it and where it is signed in, newest use first. */
export async function loadAccount(given: Actor, now = new Date()): Promise<Account> {
  const actor = assertUser(given);
  const user = await db().user.findUniqueOrThrow({
    where: { id: actor.userId },
    include: {
      sessions: { where: { expiresAt: { gt: now } }, orderBy: { lastSeenAt: "desc" } },
      passkeys: { orderBy: { createdAt: "asc" } },
      recoveryCodes: { where: { usedAt: null }, select: { hash: true } },
    },
  });
  return {
    hasPassword: user.passwordHash !== null,
    hasTotp: user.totpSecret !== null,
    passkeys: user.passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAtMs: createdAt.getTime(),
      lastUsedAtMs: lastUsedAt?.getTime() ?? null,
    })),
    passkeysWork: relyingParty() !== null,
    recoveryCodesLeft: user.recoveryCodes.length,
    sessions: user.sessions.map((session) => ({
      id: session.id,
      isThis: session.id === actor.sessionId,
      address: session.address,
      userAgent: session.userAgent,
      createdAtMs: session.createdAt.getTime(),
      lastSeenAtMs: session.lastSeenAt.getTime(),
    })),
  };
}
