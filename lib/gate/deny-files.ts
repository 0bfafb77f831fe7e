import "server-only";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { env } from "@/lib/runtime/env";

/** Why the gate refuses a token before it asks anybody. `revoked` is final: a tombstone. */
export type DenyReason = "revoked" | "disabled" | "expired";

/** What is safe as a file name for nginx: the public ids of managed and of adopted tokens. */
const publicIdPattern = /^[A-Za-z0-9_-]{1,64}$/;
const temporary = /^\./;

/** The directory that the gate looks into. It is also the store of tombstones, outside the database and its backups. */
const denyDir = () => env().OBS_DENY_DIR;

function fileOf(publicId: string): string {
  if (!publicIdPattern.test(publicId)) throw new Error(`"${publicId}" is no public id of a token.`);
  return path.join(/*turbopackIgnore: true*/ denyDir(), publicId);
}

/** The gate only checks whether a file exists, so its workers need to enter the directory, not to list it. */
function ensureDir(): void {
  mkdirSync(denyDir(), { recursive: true, mode: 0o755 });
}

function syncDir(): void {
  const directory = openSync(denyDir(), "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** Why this token is refused by the gate, or null when it is not. A file that names no other reason is a tombstone. */
export function readDenyFile(publicId: string): DenyReason | null {
  try {
    const text = readFileSync(fileOf(publicId), "utf8").trim();
    return text === "disabled" || text === "expired" ? text : "revoked";
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/**
 * Makes the gate refuse this token from now on, even while the console is down: on return the file is on disk. A
 * tombstone stays one. Throws when it cannot be written; then the token is still accepted.
 */
export function writeDenyFile(publicId: string, reason: DenyReason): void {
  const file = fileOf(publicId);
  ensureDir();
  const present = readDenyFile(publicId);
  if (present === reason || present === "revoked") return;
  // Written to a temporary file and renamed: the gate never sees half a change, and a crash never weakens a tombstone.
  const beside = path.join(/*turbopackIgnore: true*/ denyDir(), `.${publicId}.${process.pid}`);
  const handle = openSync(beside, "w", 0o644);
  try {
    writeSync(handle, `${reason}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  syncDir();
}

/** Lets the gate ask the console about this token again. Throws for a tombstone: what is revoked stays so. */
export function removeDenyFile(publicId: string): void {
  if (readDenyFile(publicId) === "revoked") {
    throw new Error(`${publicId} was revoked, which is final. Create a new token instead.`);
  }
  rmSync(fileOf(publicId), { force: true });
  syncDir();
}

/** Every token that the gate refuses by a file, with the reason. */
export function listDenyFiles(): Map<string, DenyReason> {
  ensureDir();
  const names = readdirSync(denyDir()).filter((name) => !temporary.test(name) && publicIdPattern.test(name));
  return new Map(
    names.flatMap((name) => {
      const reason = readDenyFile(name);
      return reason ? [[name, reason] as const] : [];
    }),
  );
}

/**
 * Makes the directory match the database, at start and after a restore: missing files are written, those of tokens that
 * were enabled or renewed are removed. Tombstones are never removed, so an older database cannot revive a token.
 * @returns the tombstones that `wanted` does not know as revoked; the caller marks these tokens revoked again
 */
export function syncDenyFiles(wanted: ReadonlyMap<string, DenyReason>): string[] {
  const present = listDenyFiles();
  for (const [publicId, reason] of wanted) writeDenyFile(publicId, reason);
  for (const [publicId, reason] of present) {
    if (reason !== "revoked" && !wanted.has(publicId)) removeDenyFile(publicId);
  }
  return [...present].flatMap(([id, reason]) => (reason === "revoked" && wanted.get(id) !== "revoked" ? [id] : []));
}
