import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Puts the secret of the session cookies into `<dataDir>/nextauth-secret` (mode 0600), unless it is there already or
 * NEXTAUTH_SECRET is set.
 * @param {string} dataDir
 */
export function generateSecret(dataDir) {
  const file = path.join(dataDir, "nextauth-secret");
  if (process.env.NEXTAUTH_SECRET || existsSync(file)) return;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, randomBytes(36).toString("base64"), { mode: 0o600, flag: "wx" });
}
