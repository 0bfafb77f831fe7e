import "server-only";
import { stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { env } from "@/lib/runtime/env";
import { directorySize } from "./directory-size";
import { liveState } from "./live-state";

const blockBytes = 512;

/** The console's database with its write-ahead log, by allocated blocks. */
async function databaseSize() {
  const url = env().DATABASE_URL;
  const file = url.startsWith("file://") ? fileURLToPath(url) : path.resolve(url.slice("file:".length));
  const parts = await Promise.all([file, `${file}-wal`].map((part) => stat(part).catch(() => null)));
  const bytes = parts.reduce((sum, part) => sum + (part?.blocks ?? 0) * blockBytes, 0);
  return { bytes, files: parts.filter(Boolean).length, complete: true, atMs: Date.now() };
}

/** Sizes of the data directories, one after the other, into the live state. One that cannot be read has no size. */
export async function sampleDisks(): Promise<void> {
  const { OBS_VICTORIAMETRICS_DATA, OBS_JAEGER_DATA, OBS_GRAFANA_DATA } = env();
  const { directories } = liveState();
  const told = [
    ["victoriametrics", OBS_VICTORIAMETRICS_DATA],
    ["jaeger", OBS_JAEGER_DATA],
    ["grafana", OBS_GRAFANA_DATA],
  ] as const;
  const failures: string[] = [];
  for (const [subject, directory] of told) {
    if (!directory) continue;
    try {
      directories.set(subject, await directorySize(directory));
    } catch {
      directories.delete(subject);
      failures.push(`${directory} (${subject}) cannot be read`);
    }
  }
  directories.set("console", await databaseSize());
  if (failures.length > 0) throw new Error(`${failures.join("; ")}.`);
}
