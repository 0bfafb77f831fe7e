import { createClient } from "@libsql/client";
import { hash } from "@node-rs/argon2";
import type { Browser, BrowserContext, BrowserContextOptions } from "@playwright/test";
import { signIn } from "../../scripts/run/sign-in.mjs";

export const viewer = { email: "viewer@stack.test", password: "the-viewer-of-the-stack" };

type Account = { email: string; password: string };
type State = Exclude<BrowserContextOptions["storageState"], string | undefined>;

async function run(databaseUrl: string, sql: string, args: (string | number)[]): Promise<void> {
  const client = createClient({ url: databaseUrl, timeout: 5000 });
  await client.execute({ sql, args });
  client.close();
}

/** Puts a user into the database of a running stack. */
export async function addUser(databaseUrl: string, account: Account, role: "viewer" | "admin"): Promise<void> {
  const passwordHash = await hash(account.password, { memoryCost: 8192, timeCost: 1 });
  const sql = "INSERT INTO user (id, email, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?)";
  await run(databaseUrl, sql, [crypto.randomUUID(), account.email, role, passwordHash, new Date().toISOString()]);
}

/** A browser's state after signing in through the console's own route. */
export async function signedIn(consoleUrl: string, account: Account): Promise<State> {
  const { name, value } = await signIn(consoleUrl, account);
  const cookie = { name, value, domain: "127.0.0.1", path: "/", expires: -1, httpOnly: true, secure: false };
  return { cookies: [{ ...cookie, sameSite: "Lax" as const }], origins: [] };
}

/** Keeps the step-up of all present sessions from running out while journeys run; those that test it sign in anew. */
export async function holdStepUp(databaseUrl: string): Promise<void> {
  const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString();
  await run(databaseUrl, "UPDATE session SET stepped_up_at = ?", [tomorrow]);
}

/** A browser context that nobody is signed in to. */
export function signedOutContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ ...options, storageState: { cookies: [], origins: [] } });
}

/** Lets time pass for everybody who has to wait after failed attempts. */
export async function moveThrottle(databaseUrl: string, byMs: number): Promise<void> {
  const at = new Date(Date.now() + byMs).toISOString();
  await run(databaseUrl, "UPDATE sign_in_throttle SET since = ?, last_at = ?, blocked_until = ?", [at, at, at]);
}

/** Takes away whatever channels other journeys of this stack left, and what was sent there. */
export async function removeChannels(databaseUrl: string): Promise<void> {
  for (const table of ["alert_delivery", "notify_channel"]) await run(databaseUrl, `DELETE FROM ${table}`, []);
}
