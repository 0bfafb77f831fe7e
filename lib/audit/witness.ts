import "server-only";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { env } from "@/lib/runtime/env";

const recentMax = 200;
const entry = z.object({
  seq: z.int().positive(),
  atMs: z.int(),
  action: z.string(),
  actor: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  subjectName: z.string(),
});
const schema = z.object({ seq: z.int().positive(), hash: z.string().length(64), recent: z.array(entry) });

export type WitnessEntry = z.infer<typeof entry>;
/** The newest row of the audit chain that was ever written here, and what the last rows said. */
export type Witness = z.infer<typeof schema>;

/**
 * Beside the deny files, which stay out of backups and restores: the only place that still knows what happened after
 * the backup was made. No token has this name.
 */
const witnessFile = () => path.join(env().OBS_DENY_DIR, ".witness.json");

/** What is remembered; null when nothing is. A file that cannot be read counts as none, and is replaced. */
export function readWitness(): Witness | null {
  try {
    return schema.parse(JSON.parse(readFileSync(witnessFile(), "utf8")));
  } catch {
    return null;
  }
}

/** Writes the witness atomically, so that a crash leaves the old file or the new one. */
export function writeWitness(next: Witness): void {
  const file = witnessFile();
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.new`;
  writeFileSync(temporary, JSON.stringify({ ...next, recent: next.recent.slice(-recentMax) }), { mode: 0o600 });
  renameSync(temporary, file);
}
