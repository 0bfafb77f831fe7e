import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { RefusedError } from "@/lib/web/action-result";
import { unlockCodes } from "./code-lock";
import { hashPassword } from "./hash-password";
import { readableSecret } from "./random-secret";

/**
 * For whoever owns the host and is locked out: gives an account a generated password that has to be replaced, removes
 * its second factors, enables it, makes it an admin, and ends its links and sessions and the waits of every account.
 * Returns the password, which is kept nowhere. Throws `RefusedError` for an unknown address.
 */
export async function recoverAccount(email: string): Promise<string> {
  const password = readableSecret(5);
  const passwordHash = await hashPassword(password);
  await writeTransaction(async (tx) => {
    const data = { passwordHash, mustChangePassword: true, role: "admin", disabledAt: null };
    const { count } = await tx.user.updateMany({
      where: { email },
      data: { ...data, totpSecret: null, totpPendingSecret: null },
    });
    if (count === 0) throw new RefusedError("not-found", `There is no user ${email}.`);
    const { id } = await tx.user.findUniqueOrThrow({ where: { email } });
    await tx.recoveryCode.deleteMany({ where: { userId: id } });
    await tx.passkey.deleteMany({ where: { userId: id } });
    await tx.session.deleteMany({ where: { userId: id } });
    await tx.oneTimeLink.deleteMany({ where: { userId: id } });
    await unlockCodes(tx, id);
    await tx.signInThrottle.deleteMany();
    await recordAudit(tx, {
      actor: { kind: "cli" },
      action: "user.recover",
      subject: { kind: "user", id, name: email },
    });
  });
  return password;
}
