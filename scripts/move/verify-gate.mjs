import { readFileSync } from "node:fs";

/**
 * Whether a gate does its work: it refuses a stranger, and lets the box's own token through to the store behind it.
 * Throws with what it answers instead.
 * @param {{ gateUrl: string, tokenFile: string }} options
 */
export async function verifyGate({ gateUrl, tokenFile }) {
  const stranger = await fetch(`${gateUrl}/api/v1/write`, { method: "POST" });
  if (stranger.status !== 401) throw new Error(`The gate answers a stranger with ${stranger.status}.`);
  const authorization = `Bearer ${readFileSync(tokenFile, "utf8").trim()}`;
  // The handshake of older vmagents: it goes all the way and stores nothing.
  const known = await fetch(`${gateUrl}/api/v1/write?get_vm_proto_version=1`, { headers: { authorization } });
  if (!known.ok) throw new Error(`The gate answers the token with ${known.status}.`);
}
