import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Role, UserActor } from "@/lib/actor/actor";
import { db } from "@/lib/db/client";
import { hashPassword } from "../hash-password";
import { forgetSessions } from "../load-session";
import { startSession } from "../start-session";

export const password = "correct horse battery";
export const client = { address: "203.0.113.7", userAgent: "test" };

/** An empty directory and the settings that point the code under test at a database in it. */
export function identityDatabase(): { databaseUrl: string; settings: Record<string, string>; remove: () => void } {
  const dir = mkdtempSync(path.join(tmpdir(), "obs-identity-"));
  const databaseUrl = `file:${path.join(dir, "console.db")}`;
  const settings = { DATABASE_URL: databaseUrl, OBS_DATA_DIR: dir, OBS_LOG_LEVEL: "silent", NODE_ENV: "test" };
  return { databaseUrl, settings, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Deletes all users and failed attempts. */
export async function clearIdentity(): Promise<void> {
  await db().user.deleteMany();
  await db().signInThrottle.deleteMany();
  forgetSessions();
}

/** Creates a user with a password and a session, stepped up or not. */
export async function makeActor(email: string, role: Role, { proven = true } = {}): Promise<UserActor> {
  const data = { id: `id-${email}`, email, role, passwordHash: await hashPassword(password) };
  await db().user.create({ data });
  const sessionId = await startSession(data.id, client, "test");
  return { kind: "user", userId: data.id, email, role, sessionId, steppedUpAtMs: proven ? Date.now() : null };
}
