import "server-only";
import { hash, verify } from "@node-rs/argon2";
import pLimit from "p-limit";
import { processState } from "@/lib/runtime/process-state";

// Argon2id is the library's default; OWASP's parameters with the least memory: 19 MiB, two passes. Two at a time need
// less than 40 MiB.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const atOnceMax = 2;

const limit = () => processState("auth.hash-limit", () => pLimit(atOnceMax));

/** The Argon2id hash of a password, with its salt and parameters. */
export function hashPassword(password: string): Promise<string> {
  return limit()(() => hash(password, options));
}

/** A hash that no password has, so that an unknown user costs as much time as a known one. */
const dummyHash = () => processState("auth.dummy-hash", () => hashPassword(crypto.randomUUID()));

/** Whether the password belongs to the hash; always false for null, after the same amount of work. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await dummyHash());
  const matches = await limit()(() => verify(against, password));
  return matches && passwordHash !== null;
}
