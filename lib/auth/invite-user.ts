import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Actor, assertAdmin, assertSteppedUp } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { emailField, nameField, roleField } from "./fields";
import { lockUsers } from "./lock-users";
import { type IssuedLink, issueLink } from "./one-time-link";

const input = z.object({ email: emailField, name: nameField, role: roleField });

/**
 * Creates a user who chooses a password with a link that works once, for 24 hours. Returns the link's secret, which is
 * kept nowhere. Throws `AuthorityError`, `RefusedError` when the address has an account, a zod error.
 */
export async function inviteUser(actor: Actor, given: unknown, now = new Date()): Promise<IssuedLink> {
  // Wrong fields are reported before a step-up is asked for.
  assertAdmin(actor);
  const { email, name, role } = input.parse(given);
  assertSteppedUp(actor, now.getTime());
  return await writeTransaction(async (tx) => {
    await lockUsers(tx);
    if (await tx.user.findUnique({ where: { email } })) {
      throw new RefusedError("email-taken", "This address has an account already.", {
        email: "Has an account already.",
      });
    }
    const user = await tx.user.create({ data: { id: randomUUID(), email, name, role, createdAt: now } });
    const link = await issueLink(tx, user, "invite", now);
    const subject = { kind: "user", id: user.id, name: email };
    await recordAudit(tx, { actor, action: "user.invite", subject, after: { email, name, role } }, now);
    return link;
  });
}
