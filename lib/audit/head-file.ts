import "server-only";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { env } from "@/lib/runtime/env";

const schema = z.object({ seq: z.int().positive(), hash: z.string().length(64), atMs: z.int() });

/** The newest row of the chain: it shows when the tail was cut off. */
export type AuditHead = z.infer<typeof schema>;

/** The file that remembers the head outside the database. */
export const auditHeadFile = () => path.join(env().OBS_DATA_DIR, "audit-head.json");

/** The head that `file` remembers; null when there is no file. Throws, naming it, when it is not usable. */
export function readHeadFile(file: string): AuditHead | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} does not hold the head of the audit chain. Restore it from the backup.`, { cause });
  }
}

/** Writes a head atomically, so that a crash leaves the old file or the new one. */
export function writeHeadFile(file: string, head: AuditHead): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}.new`;
  writeFileSync(next, JSON.stringify(head), { mode: 0o600 });
  renameSync(next, file);
}
