import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { env } from "@/lib/runtime/env";
import { logger } from "@/lib/runtime/logger";

const schema = z.object({ version: z.literal(1), finishedAtMs: z.number().int(), bytes: z.number().nonnegative() });

/** The newest backup that backup.sh told the console of; null where it told of none, or what it left cannot be read. */
export async function loadBackup(): Promise<{ finishedAtMs: number; bytes: number } | null> {
  try {
    const text = await readFile(path.join(env().OBS_DATA_DIR, "backup-report.json"), "utf8");
    const { finishedAtMs, bytes } = schema.parse(JSON.parse(text));
    return { finishedAtMs, bytes };
  } catch (err) {
    const isAbsent = err instanceof Error && "code" in err && err.code === "ENOENT";
    if (!isAbsent) logger().warn({ err }, "the backup's report cannot be read");
    return null;
  }
}
