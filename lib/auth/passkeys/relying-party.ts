import "server-only";
import { isIP } from "node:net";
import { env } from "@/lib/runtime/env";

/** Who passkeys are made for: the host of the console's public address, and that address as their only origin. */
export type RelyingParty = { id: string; origin: string };

/**
 * Null where browsers make no passkeys: under a bare IP address, and without https anywhere but on localhost
 * (WebAuthn Level 3, 5.1.2 and the secure contexts of browsers).
 */
export function relyingParty(publicUrl = env().NEXTAUTH_URL): RelyingParty | null {
  const { hostname: id, origin, protocol } = new URL(publicUrl);
  const isLocal = id === "localhost" || id.endsWith(".localhost");
  if (isIP(id.replace(/^\[|\]$/g, "")) !== 0 || (protocol !== "https:" && !isLocal)) return null;
  return { id, origin };
}
