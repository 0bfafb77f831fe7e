import "server-only";
import { db } from "@/lib/db/client";
import { infoColumns, infoOf } from "./info";
import { keptMax } from "./prune-capsules";
import type { CapsuleInfo } from "./types";

/** All capsules, the newest first, without what is in them. Every signed-in role may read. */
export async function listCapsules(): Promise<CapsuleInfo[]> {
  const rows = await db().capsule.findMany({ select: infoColumns, orderBy: { createdAt: "desc" }, take: keptMax });
  return rows.map(infoOf);
}
