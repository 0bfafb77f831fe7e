import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { recordAudit } from "@/lib/audit/record-audit";
import { writeTransaction } from "@/lib/db/write-transaction";
import { env } from "@/lib/runtime/env";
import { emailField } from "./fields";
import { type Client, startSession } from "./start-session";

const profile = z.object({
  sub: z.string().min(1).max(255),
  email: emailField,
  email_verified: z.literal(true),
  name: z.string().max(80).catch("").default(""),
});

function isAllowed(email: string): boolean {
  const { OBS_OIDC_ALLOWED_EMAILS: emails, OBS_OIDC_ALLOWED_DOMAIN: domain } = env();
  if (emails.some((allowed) => allowed.toLowerCase() === email)) return true;
  return domain !== undefined && email.slice(email.lastIndexOf("@") + 1) === domain;
}

/**
 * Signs in whom the OpenID Connect provider vouches for: an address that it verified and that the settings allow. The
 * first time binds the provider's account to the user of that address, or makes a viewer. Returns null when refused.
 */
export async function signInOidc(
  input: unknown,
  client: Client,
): Promise<{ userId: string; sessionId: string } | null> {
  const parsed = profile.safeParse(input);
  if (!parsed.success || !isAllowed(parsed.data.email)) return null;
  const { sub, email, name } = parsed.data;
  const oidcSubject = `${env().OBS_OIDC_ISSUER} ${sub}`;
  const userId = await writeTransaction(async (tx) => {
    await tx.user.updateMany({ where: { email, oidcSubject: null }, data: { oidcSubject } });
    const bound = await tx.user.findUnique({ where: { oidcSubject } });
    if (bound) return bound.disabledAt ? null : bound.id;
    // The address belongs to a user who is bound to another account of the provider.
    if (await tx.user.findUnique({ where: { email } })) return null;
    const user = await tx.user.create({ data: { id: randomUUID(), email, name, role: "viewer", oidcSubject } });
    const actor = { kind: "system" as const, name: "oidc" };
    const subject = { kind: "user", id: user.id, name: email };
    await recordAudit(tx, { actor, action: "user.create", subject, after: { role: "viewer", by: "oidc" } });
    return user.id;
  });
  if (userId === null) return null;
  return { userId, sessionId: await startSession(userId, client, "OpenID Connect") };
}
