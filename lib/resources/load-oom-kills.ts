import "server-only";
import { z } from "zod";
import { db } from "@/lib/db/client";
import type { KernelOomKill } from "@/lib/db/generated/client";
import { type OomKill, type OomVictim, oomConstraints, oomVictims } from "./types";

const linesSchema = z.array(z.string());
const constraintSchema = z.enum(oomConstraints);
const victimSchema = z.enum(oomVictims);
const bytesOf = (value: bigint | null) => (value === null ? null : Number(value));

function toOomKill(row: KernelOomKill): OomKill {
  return {
    ...row,
    atMs: row.at.getTime(),
    totalVmBytes: bytesOf(row.totalVmBytes),
    anonRssBytes: bytesOf(row.anonRssBytes),
    fileRssBytes: bytesOf(row.fileRssBytes),
    shmemRssBytes: bytesOf(row.shmemRssBytes),
    constraint: constraintSchema.parse(row.constraint),
    victim: victimSchema.parse(row.victim),
    lines: linesSchema.parse(JSON.parse(row.lines)),
  };
}

/** OOM kills in [fromMs, toMs], newest first, at most `limit`; of one victim where given. Throws as Prisma does. */
export async function loadOomKills(range: {
  fromMs: number;
  toMs: number;
  victim?: OomVictim;
  limit?: number;
}): Promise<OomKill[]> {
  const { fromMs, toMs, victim, limit = 100 } = range;
  const rows = await db().kernelOomKill.findMany({
    where: { at: { gte: new Date(fromMs), lte: new Date(toMs) }, victim },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(toOomKill);
}
