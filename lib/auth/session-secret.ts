import "server-only";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";

/** Where `npm start` puts the secret when NEXTAUTH_SECRET is not set. */
const sessionSecretFile = () => path.join(env().OBS_DATA_DIR, "nextauth-secret");

function read(): string {
  const { NEXTAUTH_SECRET, NODE_ENV } = env();
  if (NEXTAUTH_SECRET) return NEXTAUTH_SECRET;
  const file = sessionSecretFile();
  if (!existsSync(file)) {
    if (NODE_ENV === "production") {
      throw new Error(
        `There is no secret for the session cookies. Set NEXTAUTH_SECRET, for example to the output of "openssl rand -base64 48", or put it into ${file} with: (umask 077; openssl rand -base64 48 > ${file})`,
      );
    }
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(36).toString("base64"), { mode: 0o600, flag: "wx" });
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 32) throw new Error(`${file} holds fewer than 32 characters. Delete it and start again.`);
  return secret;
}

/** The secret that encrypts session cookies. Throws, with the command that makes one, when production has none. */
export function sessionSecret(): string {
  return processState("auth.session-secret", read);
}
