import "server-only";
import { randomUUID } from "node:crypto";
import type { Prisma } from "@/lib/db/generated/client";
import { randomSecret, secretHash } from "./random-secret";

const linkMs = 24 * 60 * 60_000;

export type LinkPurpose = "invite" | "reset";

/** What the admin hands over: shown once, since only its hash is kept. */
export type IssuedLink = { secret: string; email: string; purpose: LinkPurpose; expiresAtMs: number };

/** Makes a link for a user and ends earlier ones, inside the caller's transaction. */
export async function issueLink(
  tx: Prisma.TransactionClient,
  user: { id: string; email: string },
  purpose: LinkPurpose,
  now: Date,
): Promise<IssuedLink> {
  await tx.oneTimeLink.deleteMany({ where: { userId: user.id } });
  const secret = randomSecret();
  const expiresAt = new Date(now.getTime() + linkMs);
  const row = { id: randomUUID(), hash: secretHash(secret), userId: user.id, purpose, createdAt: now, expiresAt };
  await tx.oneTimeLink.create({ data: row });
  return { secret, email: user.email, purpose, expiresAtMs: expiresAt.getTime() };
}
