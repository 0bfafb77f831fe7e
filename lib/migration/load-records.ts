import "server-only";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";
import { type MoveRecord, moveRecordSchema } from "./move-record";

const recordsMax = 50;

async function readRecord(file: string): Promise<MoveRecord | null> {
  try {
    return moveRecordSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (err) {
    logger().warn({ err, file: path.basename(path.dirname(file)) }, "a move's record cannot be read");
    return null;
  }
}

/** What migrate.sh recorded on this box or brought along, newest first, 50 at most. None where it never ran. */
export async function loadRecords(): Promise<MoveRecord[]> {
  const dir = path.join(env().OBS_DATA_DIR, "moves");
  const names = await readdir(dir).catch(() => []);
  // Their names begin with their time.
  const newest = names
    .filter((name) => /^\d{8}T\d{6}Z-/.test(name))
    .toSorted()
    .reverse()
    .slice(0, recordsMax);
  const records = await Promise.all(newest.map((name) => readRecord(path.join(dir, name, "record.json"))));
  return records.filter((record) => record !== null);
}
