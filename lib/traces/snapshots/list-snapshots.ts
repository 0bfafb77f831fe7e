import "server-only";
import { db } from "@/lib/db/client";
import type { SnapshotInfo } from "./types";

/** Columns of a kept trace without its body, which can be a megabyte. */
export const infoColumns = {
  traceId: true,
  savedAt: true,
  savedBy: true,
  service: true,
  route: true,
  startedAt: true,
  durationMs: true,
  failed: true,
  spanCount: true,
  sizeBytes: true,
  omitted: true,
} as const;

type InfoRow = Omit<SnapshotInfo, "savedAtMs" | "startedAtMs"> & { savedAt: Date; startedAt: Date | null };

export function infoOf({ savedAt, startedAt, ...row }: InfoRow): SnapshotInfo {
  return { ...row, savedAtMs: savedAt.getTime(), startedAtMs: startedAt?.getTime() ?? null };
}

/** The kept traces, last kept first. */
export async function listSnapshots(): Promise<SnapshotInfo[]> {
  const rows = await db().traceSnapshot.findMany({ select: infoColumns, orderBy: { savedAt: "desc" } });
  return rows.map(infoOf);
}
