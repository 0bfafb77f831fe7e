import "server-only";
import { randomUUID } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { hashPassword } from "./hash-password";
import { lockUsers } from "./lock-users";

export type FirstAdmin = { email: string; password: string; mustChangePassword: boolean };

/** Creates an admin while there is no user at all. Returns whether it did. */
export async function createFirstAdmin({ email, password, mustChangePassword }: FirstAdmin): Promise<boolean> {
  if ((await db().user.count()) > 0) return false;
  const passwordHash = await hashPassword(password);
  return await writeTransaction(async (tx) => {
    await lockUsers(tx);
    if ((await tx.user.count()) > 0) return false;
    const data = { id: randomUUID(), email, role: "admin", passwordHash, mustChangePassword };
    await tx.user.create({ data });
    const subject = { kind: "user", id: data.id, name: email };
    const after = { role: "admin", by: "first start", mustChange: mustChangePassword };
    await recordAudit(tx, { actor: { kind: "cli" }, action: "user.create", subject, after });
    return true;
  });
}
