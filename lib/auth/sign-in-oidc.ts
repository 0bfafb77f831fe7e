import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Actor } from "@/lib/actor/actor";
import { recordAudit } from "@/lib/audit/record-audit";
import { db } from "@/lib/db/client";
import { writeTransaction } from "@/lib/db/write-transaction";
import { env } from "@/lib/runtime/env";
import { emailField } from "./fields";
import { hasSecondFactor, secondFactorsOf } from "./second-factors";
import { type Client, startSession } from "./start-session";
import { finishOidcStepUp } from "./step-up-oidc";

const profile = z.object({
  sub: z.string().min(1).max(255),
  email: emailField,
  email_verified: z.literal(true),
  name: z.string().max(80).catch("").default(""),
  amr: z.array(z.string()).catch([]).default([]),
});

const actor: Actor = { kind: "system", name: "oidc" };

/** Authentication methods (RFC 8176) that are a second factor, or say that there was one. */
const strongMethods = ["mfa", "otp", "hwk", "swk"];

function isAllowed(email: string): boolean {
  const { OBS_OIDC_ALLOWED_EMAILS: emails, OBS_OIDC_ALLOWED_DOMAIN: domain } = env();
  if (emails.some((allowed) => allowed.toLowerCase() === email)) return true;
  return domain !== undefined && email.slice(email.lastIndexOf("@") + 1) === domain;
}

/**
 * Signs in somebody whom the OpenID Connect provider vouches for: an address that it verified and that the settings
 * allow. The first time binds the provider's account to the user with that address, or creates a viewer. A second
 * factor that the account has here is asked for next, unless the provider's `amr` says that it has asked for one.
 * Returns null when refused.
 */
export async function signInOidc(
  input: unknown,
  client: Client & { sessionId: string | null },
): Promise<{ userId: string; sessionId: string } | null> {
  const parsed = profile.safeParse(input);
  if (!parsed.success || !isAllowed(parsed.data.email)) return null;
  const { sub, email, name, amr } = parsed.data;
  const oidcSubject = `${env().OBS_OIDC_ISSUER} ${sub}`;
  const userId = await writeTransaction(async (tx) => {
    const { count } = await tx.user.updateMany({ where: { email, oidcSubject: null }, data: { oidcSubject } });
    const bound = await tx.user.findUnique({ where: { oidcSubject } });
    if (bound && count > 0) {
      const subject = { kind: "user", id: bound.id, name: email };
      await recordAudit(tx, { actor, action: "user.bind-provider", subject, after: { issuer: env().OBS_OIDC_ISSUER } });
    }
    if (bound) return bound.disabledAt ? null : bound.id;
    // The address belongs to a user who is bound to another account at the provider.
    if (await tx.user.findUnique({ where: { email } })) return null;
    const user = await tx.user.create({ data: { id: randomUUID(), email, name, role: "viewer", oidcSubject } });
    const subject = { kind: "user", id: user.id, name: email };
    await recordAudit(tx, { actor, action: "user.create", subject, after: { role: "viewer", by: "oidc" } });
    return user.id;
  });
  if (userId === null) return null;
  if (client.sessionId !== null) {
    // Somebody who came back to their own session stays in it, stepped up or not.
    const outcome = await finishOidcStepUp(client.sessionId, userId, input);
    if (outcome !== "not-asked") return { userId, sessionId: client.sessionId };
  }
  const user = await db().user.findUniqueOrThrow({ where: { id: userId } });
  const isStrong = amr.some((method) => strongMethods.includes(method));
  const needsFactor = !isStrong && hasSecondFactor(await secondFactorsOf(user));
  return { userId, sessionId: await startSession(userId, client, "OpenID Connect", { needsFactor }) };
}
