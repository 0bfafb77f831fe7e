import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { RefusedError } from "@/lib/web/action-result";
import { checkSecondFactor } from "./check-second-factor";
import { CodesLockedError } from "./code-lock";
import { verifyPassword } from "./hash-password";
import { noteRefusal } from "./note-refusal";
import { checkPasskey } from "./passkeys/check-passkey";
import { hasSecondFactor, secondFactorsOf } from "./second-factors";
import { type Client, startSession } from "./start-session";
import { forgiveAttempt, takeAttempt } from "./take-attempt";

// Bounds only: what is too long is as wrong as any other password, and not worth hashing.
const credentials = z.object({
  email: z.string().trim().toLowerCase().max(254).default(""),
  password: z.string().max(200).default(""),
  code: z.string().max(40).default(""),
  /** A passkey's answer as JSON, in place of the code, or of everything. */
  passkey: z.string().max(8000).default(""),
});
type Given = z.infer<typeof credentials>;
type SignedIn = { userId: string; sessionId: string };

export type SignInRefusal = "bad-credentials" | "code-needed" | "bad-code" | "bad-passkey";

/** Not signed in, and why, as far as the client may know. */
export class SignInRefused extends Error {
  override readonly name = "SignInRefused";
  constructor(readonly reason: SignInRefusal) {
    super(reason);
  }
}

const binding = { purpose: "sign-in", sessionId: "" } as const;

/** Whose passkey it is; null when it is not accepted. */
async function ownerOf(passkey: string): Promise<string | null> {
  try {
    return (await checkPasskey(passkey, binding)).userId;
  } catch (error) {
    if (error instanceof RefusedError) return null;
    throw error;
  }
}

async function signInByPasskey(passkey: string, client: Client): Promise<SignedIn> {
  const attempt = { account: "passkey", address: client.address };
  await takeAttempt(attempt);
  const userId = await ownerOf(passkey);
  const user = userId === null ? null : await db().user.findUnique({ where: { id: userId } });
  if (!user || user.disabledAt) {
    noteRefusal({ user, reason: user ? "disabled" : "wrong passkey", client });
    throw new SignInRefused("bad-passkey");
  }
  const sessionId = await startSession(user.id, client, "passkey");
  await forgiveAttempt(attempt);
  return { userId: user.id, sessionId };
}

type User = { id: string; email: string; totpSecret: string | null };

/** The second half of a sign-in whose password was right. Returns what was proven, for the audit row. */
async function proveSecondFactor(user: User, { code, passkey }: Given, client: Client): Promise<string> {
  if (passkey !== "") {
    if ((await ownerOf(passkey)) === user.id) return "password and passkey";
    noteRefusal({ user, reason: "wrong passkey after a right password", client });
    throw new SignInRefused("bad-passkey");
  }
  try {
    if (await checkSecondFactor(user, code)) return "password and code";
  } catch (error) {
    if (error instanceof CodesLockedError) noteRefusal({ user, reason: "code while locked", client });
    throw error;
  }
  noteRefusal({ user, reason: "wrong code after a right password", client });
  throw new SignInRefused("bad-code");
}

/**
 * Signs in by password, and by a code or a passkey where the user has a second factor, or by a passkey alone, which
 * is two factors by itself. Returns user and session. Unknown user, disabled user and wrong password have the same
 * answer and cost the same hashing. Throws `SignInRefused`, `ThrottledError` before any hashing when there were too
 * many failures, and `CodesLockedError`.
 */
export async function signIn(input: unknown, client: Client): Promise<SignedIn> {
  const given = credentials.safeParse(input).data ?? { email: "", password: "", code: "", passkey: "" };
  if (given.passkey !== "" && given.password === "") return await signInByPasskey(given.passkey, client);
  const attempt = { account: given.email, address: client.address };
  await takeAttempt(attempt);
  const user = given.email === "" ? null : await db().user.findUnique({ where: { email: given.email } });
  const matches = await verifyPassword(user?.passwordHash ?? null, given.password);
  if (!user || !matches || user.disabledAt) {
    noteRefusal({ user, reason: user?.disabledAt ? "disabled" : user ? "wrong password" : "no such account", client });
    throw new SignInRefused("bad-credentials");
  }
  let how = "password";
  if (hasSecondFactor(await secondFactorsOf(user))) {
    if (given.code === "" && given.passkey === "") {
      await forgiveAttempt(attempt, { whole: false });
      throw new SignInRefused("code-needed");
    }
    how = await proveSecondFactor(user, given, client);
  }
  const sessionId = await startSession(user.id, client, how);
  await forgiveAttempt(attempt);
  return { userId: user.id, sessionId };
}
