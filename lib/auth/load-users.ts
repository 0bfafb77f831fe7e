import "server-only";
import { type Actor, assertAdmin, type Role } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { roleField } from "./fields";

export type UserRow = {
  id: string;
  email: string;
  name: string;
  role: Role;
  state: "active" | "invited" | "disabled";
  /** "app", "passkey", "app and passkey"; null without a second factor. */
  factor: string | null;
  codesLocked: boolean;
  viaOidc: boolean;
  sessions: number;
  createdAtMs: number;
  lastSignInAtMs: number | null;
  /** Until when the newest link works; null when there is none that does. */
  linkUntilMs: number | null;
};

/** All users by address, without secrets. Throws `AuthorityError` for a viewer. */
export async function loadUsers(actor: Actor, now = new Date()): Promise<UserRow[]> {
  assertAdmin(actor);
  const users = await db().user.findMany({
    orderBy: { email: "asc" },
    select: {
      id: true,
      email: true,
      name: true,
      role: true,
      disabledAt: true,
      createdAt: true,
      lastSignInAt: true,
      oidcSubject: true,
      totpSecret: true,
      codeLockedUntil: true,
      passwordHash: true,
      links: { where: { usedAt: null, expiresAt: { gt: now } }, select: { expiresAt: true } },
      _count: { select: { passkeys: true, sessions: { where: { expiresAt: { gt: now } } } } },
    },
  });
  return users.map((user) => ({
    id: user.id,
    email: user.email,
    name: user.name,
    role: roleField.parse(user.role),
    state: user.disabledAt ? "disabled" : user.passwordHash || user.oidcSubject ? "active" : "invited",
    factor:
      [user.totpSecret ? "app" : "", user._count.passkeys > 0 ? "passkey" : ""].filter(Boolean).join(" and ") || null,
    codesLocked: user.codeLockedUntil !== null && user.codeLockedUntil > now,
    viaOidc: user.oidcSubject !== null,
    sessions: user._count.sessions,
    createdAtMs: user.createdAt.getTime(),
    lastSignInAtMs: user.lastSignInAt?.getTime() ?? null,
    linkUntilMs: user.links[0]?.expiresAt.getTime() ?? null,
  }));
}
