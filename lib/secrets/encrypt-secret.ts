import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { type KeyRing, keyRing } from "./key-ring";

const ivBytes = 12;
const tagBytes = 16;

/** A separate key for encryption, derived with HKDF, so that the ring's key never serves two purposes. */
function encryptionKey(ring: KeyRing, id: string): Buffer {
  const key = ring.keys.get(id);
  if (!key) throw new Error(`The key ring has no key "${id}"; restore the one that was in use.`);
  return Buffer.from(hkdfSync("sha256", key, "", "honeydue-obs secret", 32));
}

/**
 * AES-256-GCM under the key ring's current key: "keyId.base64(iv, tag, ciphertext)". `purpose` is authenticated with
 * it, so a value does not decrypt under another purpose.
 */
export function encryptSecret(plain: string, purpose: string, ring = keyRing()): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", encryptionKey(ring, ring.current), iv).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `${ring.current}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64")}`;
}

/**
 * The plaintext of what `encryptSecret` returned. Throws when it was changed, has another purpose, or its key is gone.
 */
export function decryptSecret(sealed: string, purpose: string, ring = keyRing()): string {
  const [id = "", data = ""] = sealed.split(".");
  const bytes = Buffer.from(data, "base64");
  const decipher = createDecipheriv("aes-256-gcm", encryptionKey(ring, id), bytes.subarray(0, ivBytes))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString("utf8");
}
