import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * The ingest token in `file`: 32 random bytes in hex, mode 0600. A token that is there already is kept; one that
 * nginx and an HTTP header cannot carry is refused with an Error.
 * @param {string} file
 * @returns {string}
 */
export function generateToken(file) {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  }
  chmodSync(file, 0o600);
  return readToken(file);
}

/**
 * Reads a token file. Throws when it holds no usable token.
 * @param {string} file
 */
export function readToken(file) {
  const token = readFileSync(file, "utf8").trim();
  if (!/^[A-Za-z0-9+/=_-]{32,200}$/.test(token)) {
    throw new Error(
      `${file} holds no usable token (32 to 200 characters of hex, base64 or base64url). Delete it to get a new one.`,
    );
  }
  return token;
}
