import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { checkSecondFactor } from "./check-second-factor";
import { verifyPassword } from "./hash-password";
import { type Client, startSession } from "./start-session";
import { forgiveAttempt, takeAttempt } from "./take-attempt";

// Bounds only: what is too long is as wrong as any other password, and not worth hashing.
const credentials = z.object({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(200),
  code: z.string().max(40).default(""),
});

export type SignInRefusal = "bad-credentials" | "code-needed" | "bad-code";

/** Not signed in, and why, as far as the asker may know. */
export class SignInRefused extends Error {
  override readonly name = "SignInRefused";
  constructor(readonly reason: SignInRefusal) {
    super(reason);
  }
}

/**
 * Signs in by password, and by a code where the user has a second factor; returns user and session. Unknown user,
 * disabled user and wrong password have the same answer and cost the same hashing.
 * Throws `SignInRefused`, and `ThrottledError` before any hashing when there were too many failures.
 */
export async function signIn(input: unknown, client: Client): Promise<{ userId: string; sessionId: string }> {
  const parsed = credentials.safeParse(input);
  const given = parsed.success ? parsed.data : { email: "", password: "", code: "" };
  const attempt = { account: given.email, address: client.address };
  await takeAttempt(attempt);
  const user = parsed.success ? await db().user.findUnique({ where: { email: given.email } }) : null;
  const matches = await verifyPassword(user?.passwordHash ?? null, given.password);
  if (!user || !matches || user.disabledAt) {
    logger().warn({ address: client.address, userId: user?.id ?? null }, "sign-in refused");
    throw new SignInRefused("bad-credentials");
  }
  if (user.totpSecret && given.code === "") {
    await forgiveAttempt(attempt, { whole: false });
    throw new SignInRefused("code-needed");
  }
  if (user.totpSecret && !(await checkSecondFactor(user, given.code))) {
    logger().warn({ address: client.address, userId: user.id }, "sign-in refused: wrong code");
    throw new SignInRefused("bad-code");
  }
  const sessionId = await startSession(user.id, client, user.totpSecret ? "password and code" : "password");
  await forgiveAttempt(attempt);
  return { userId: user.id, sessionId };
}
