import "server-only";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";
import { infoColumns, infoOf } from "./info";
import { unpackContent } from "./pack";
import type { Capsule } from "./schema";
import type { CapsuleInfo } from "./types";

/** What is said about a capsule; null when there is none of that id. Every signed-in role may read. */
export async function loadCapsuleInfo(id: string): Promise<(CapsuleInfo & { createdById: string | null }) | null> {
  const row = await db().capsule.findUnique({ where: { id }, select: infoColumns });
  return row && { ...infoOf(row), createdById: row.createdById };
}

/** A capsule that is made, as it is downloaded; null when it is not, or cannot be read any more. */
export async function loadCapsule(info: CapsuleInfo): Promise<Capsule | null> {
  const row = await db().capsule.findUnique({ where: { id: info.id }, select: { body: true } });
  if (!row?.body) return null;
  try {
    const { id, title, note, createdAtMs, createdBy } = info;
    return { ...(await unpackContent(row.body)), id, title, note, createdAtMs, createdBy };
  } catch (err) {
    logger().error({ err, capsule: info.id }, "a stored capsule is unreadable");
    return null;
  }
}
