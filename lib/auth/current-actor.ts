import "server-only";
import { type Actor, AuthorityError } from "./actor";

/** Whoever makes this request; null when nobody is signed in. */
export async function currentActor(): Promise<Actor | null> {
  // Until sign-in exists, the console listens on 127.0.0.1 only and whoever reaches it is its owner.
  return { kind: "cli" };
}

/** The actor of this request. Throws `AuthorityError` ("not-signed-in"). */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (!actor) throw new AuthorityError("not-signed-in", "Sign in first.");
  return actor;
}
