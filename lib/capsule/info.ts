import "server-only";
import { z } from "zod";
import type { Prisma } from "@/lib/db/generated/client";
import { progressOf } from "./builds";
import { health } from "./part-schema";
import { type CapsuleInfo, capsuleStates } from "./types";

const stateSchema = z.enum(capsuleStates);

/** Columns of a capsule without its body, which can be megabytes. */
export const infoColumns = {
  id: true,
  title: true,
  note: true,
  windowStart: true,
  windowEnd: true,
  createdAt: true,
  createdBy: true,
  createdById: true,
  state: true,
  failure: true,
  word: true,
  health: true,
  sizeBytes: true,
  isProtected: true,
} as const satisfies Prisma.CapsuleSelect;

type Row = Prisma.CapsuleGetPayload<{ select: typeof infoColumns }>;

export const interruptedText = "The console stopped while it was being made. Freeze the window again.";

export function infoOf(row: Row): CapsuleInfo {
  const progress = progressOf(row.id);
  const isLost = row.state === "building" && progress === null;
  return {
    id: row.id,
    title: row.title,
    note: row.note,
    window: { startMs: row.windowStart.getTime(), endMs: row.windowEnd.getTime() },
    createdAtMs: row.createdAt.getTime(),
    createdBy: row.createdBy,
    state: isLost ? "failed" : stateSchema.parse(row.state),
    failure: isLost ? interruptedText : row.failure,
    word: row.word,
    health: health.nullable().parse(row.health),
    sizeBytes: row.sizeBytes,
    isProtected: row.isProtected,
    progress: row.state === "building" ? progress : null,
  };
}
