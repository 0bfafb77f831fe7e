import "server-only";
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import path from "node:path";
import { env } from "./env";
import { processState } from "./process-state";

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Where the secret lies when OBS_INTERNAL_SECRET is not set; the gate and the scraper read the same file. */
const internalSecretFile = () => path.join(env().OBS_DATA_DIR, "internal-secret");

function readOrCreate(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}

const expected = () =>
  processState("http.internal-secret", () => digest(env().OBS_INTERNAL_SECRET ?? readOrCreate(internalSecretFile())));

/** Whether a request to the internal port carries its secret, as `X-Gate-Secret` or a bearer token. Constant time. */
export function hasInternalSecret(request: IncomingMessage): boolean {
  const header = request.headers["x-gate-secret"];
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  const given = typeof header === "string" ? header : (bearer ?? "");
  return timingSafeEqual(digest(given), expected());
}
