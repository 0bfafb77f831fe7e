import "server-only";
import { createHash, randomBytes, randomInt } from "node:crypto";

/** 256 random bits as text that fits into a URL (base64url). */
export const randomSecret = () => randomBytes(32).toString("base64url");

/** SHA-256 (hex), for secrets that are random enough not to need a slow hash. */
export const secretHash = (secret: string) => createHash("sha256").update(secret).digest("hex");

// Without letters and digits that are easily confused.
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** A text that people can copy by hand: groups of four, about 4.9 bits a character. */
export function readableSecret(groups: number): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: groups }, group).join("-");
}
