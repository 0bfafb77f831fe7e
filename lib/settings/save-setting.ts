import "server-only";
import { type Actor, assertAdmin } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { readSetting, type Setting } from "./setting";

/**
 * Puts a setting's new value in force, with its audit row. The old value is read under the write lock, so no other
 * change can come between; `next` may be a function that makes the new value from it. Throws `AuthorityError` unless
 * the actor is an admin, and `DatabaseBusyError`.
 */
export async function saveSetting<T extends Record<string, unknown>>(
  actor: Actor,
  setting: Setting<T>,
  next: T | ((before: T) => T),
): Promise<void> {
  assertAdmin(actor);
  const { key, name } = setting;
  await writeTransaction(async (tx) => {
    // Takes the write lock.
    await tx.setting.updateMany({ where: { key }, data: { updatedAt: new Date() } });
    const before = readSetting(setting, await tx.setting.findUnique({ where: { key } }));
    const after = typeof next === "function" ? next(before) : next;
    const value = JSON.stringify(after);
    await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
    await recordAudit(tx, {
      actor,
      action: "setting.change",
      subject: { kind: "setting", id: key, name },
      before: { ...before },
      after: { ...after },
    });
  });
}
