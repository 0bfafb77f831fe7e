import "server-only";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";

const schema = z.object({
  current: z.string().min(1),
  keys: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** 256-bit keys by id; new values are made with `current`, the others only read old ones. */
export type KeyRing = { current: string; keys: ReadonlyMap<string, Buffer> };

/**
 * The file that holds the keys: outside the database, so that whoever can change rows cannot make them look genuine.
 */
export const keyRingFile = () => path.join(env().OBS_DATA_DIR, "keys.json");

function createFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const ring = { current: "k1", keys: { k1: randomBytes(32).toString("hex") } };
  try {
    writeFileSync(file, JSON.stringify(ring), { mode: 0o600, flag: "wx" });
  } catch (error) {
    // Two processes at once: the file of the first one stays.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

/** Reads the key ring, creating it (mode 0600) on first use. Throws, naming the file, when it is not usable. */
export function readKeyRing(file: string): KeyRing {
  createFile(file);
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  const current = parsed.success ? parsed.data.keys[parsed.data.current] : undefined;
  if (!parsed.success || !current) {
    throw new Error(
      `${file} is not a usable key ring. Restore it from the backup; audit rows cannot be proven without it.`,
    );
  }
  const keys = new Map(Object.entries(parsed.data.keys).map(([id, hex]) => [id, Buffer.from(hex, "hex")]));
  return { current: parsed.data.current, keys };
}

/** The process's key ring. */
export function keyRing(): KeyRing {
  return processState("secrets.key-ring", () => readKeyRing(keyRingFile()));
}
