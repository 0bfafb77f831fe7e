import "server-only";
import { db } from "@/lib/db/client";
import {
  type DenyReason,
  listDenyFiles,
  readDenyFile,
  removeDenyFile,
  syncDenyFiles,
  writeDenyFile,
} from "@/lib/gate/deny-files";
import { changeTokens } from "./change-tokens";
import { fateOf } from "./token-view";
import { stateOf, type TokenFate } from "./types";

function denyReasonOf(fate: TokenFate, nowMs: number): DenyReason | null {
  const state = stateOf(fate, nowMs);
  return state === "active" || state === "rotating" ? null : state;
}

/**
 * Makes a token's deny file say what the database says, after its change was committed. A file is removed before the
 * last look at the database, never after it: a revocation or disabling in the meantime writes its own after that.
 */
export async function settleDenyFile(publicId: string, nowMs = Date.now()): Promise<void> {
  const wanted = async () => {
    const row = await db().token.findUnique({ where: { publicId } });
    return row ? denyReasonOf(fateOf(row), nowMs) : null;
  };
  if ((await wanted()) === null && readDenyFile(publicId) !== null) removeDenyFile(publicId);
  const reason = await wanted();
  if (reason) writeDenyFile(publicId, reason);
}

/** The tokens that need a deny file, by what the database says now. */
async function wantedDenyFiles(nowMs: number): Promise<Map<string, DenyReason>> {
  const now = new Date(nowMs);
  const rows = await db().token.findMany({
    where: { OR: [{ revokedAt: { not: null } }, { disabledAt: { not: null } }, { expiresAt: { lte: now } }] },
  });
  return new Map(
    rows.flatMap((row) => {
      const reason = denyReasonOf(fateOf(row), nowMs);
      return reason ? [[row.publicId, reason] as const] : [];
    }),
  );
}

/**
 * Makes all deny files match the database: at start, after a restore, and from time to time. When an older database
 * still has a token with a tombstone as alive, it is marked revoked there again. Returns the public ids of those.
 */
export async function settleDenyFiles(nowMs = Date.now()): Promise<string[]> {
  const revived = syncDenyFiles(await wantedDenyFiles(nowMs));
  // As in settleDenyFile: files of tokens that were disabled while others were being removed are written again.
  const present = listDenyFiles();
  for (const [publicId, reason] of await wantedDenyFiles(nowMs)) {
    if (present.get(publicId) !== reason) writeDenyFile(publicId, reason);
  }
  return revived.length > 0 ? markRevoked(revived, nowMs) : [];
}

async function markRevoked(publicIds: readonly string[], nowMs: number): Promise<string[]> {
  const alive = { publicId: { in: [...publicIds] }, revokedAt: null };
  const rows = await db().token.findMany({ where: alive, select: { publicId: true } });
  if (rows.length === 0) return [];
  const revokedReason = "Its tombstone at the gate says that it was revoked; this database is older than that.";
  await changeTokens((tx, changeSeq) =>
    tx.token.updateMany({
      where: alive,
      data: { revokedAt: new Date(nowMs), revokedReason, nameKey: null, changeSeq },
    }),
  );
  return rows.map(({ publicId }) => publicId);
}
