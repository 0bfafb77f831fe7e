import "server-only";
import { db } from "@/lib/db/client";
import { RefusedError } from "@/lib/web/action-result";
import { nameKeyOf } from "./change-tokens";

/**
 * The token that a person means: by its name (of those in force), its public id, or its masked form. Throws
 * `RefusedError` ("no-such-token").
 */
export async function findToken(reference: string): Promise<{ publicId: string; name: string }> {
  const select = { publicId: true, name: true };
  const byName = await db().token.findUnique({ where: { nameKey: nameKeyOf(reference.trim()) }, select });
  if (byName) return byName;
  const publicId = reference
    .trim()
    .replace(/^hdobs_/, "")
    .replace(/\.\.\.$/, "");
  const byId = await db().token.findUnique({ where: { publicId }, select });
  if (byId) return byId;
  throw new RefusedError("no-such-token", "No token has this name or public id. `list` shows those that exist.");
}
