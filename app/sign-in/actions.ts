"use server";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import { headers } from "next/headers";
import { choosePassword } from "@/lib/auth/change-password";
import { confirmFactor } from "@/lib/auth/confirm-factor";
import { currentSession, requireSession } from "@/lib/auth/current-actor";
import type { LinkPurpose } from "@/lib/auth/one-time-link";
import { beginPasskeySignIn } from "@/lib/auth/passkeys/begin-check";
import { answerAction } from "@/lib/auth/run-action";
import { loadLink, setPasswordByLink } from "@/lib/auth/set-password-by-link";
import { type ActionResult, RefusedError } from "@/lib/web/action-result";
import { clientAddress } from "@/lib/web/client-address";

/** What the browser asks its authenticator. It says nothing of who has a passkey. */
export async function beginPasskeySignInAction(): Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>> {
  return await answerAction(beginPasskeySignIn);
}

/** The second factor of whoever came in through the provider and still owes it. */
export async function confirmFactorAction(given: { code: string; passkey: string }): Promise<ActionResult> {
  return await answerAction(async () => {
    const session = await currentSession();
    if (!session?.needsFactor) throw new RefusedError("not-needed", "Nothing is to be confirmed. Sign in first.");
    const asked = await headers();
    await confirmFactor(session, given, { address: clientAddress(asked), userAgent: asked.get("user-agent") ?? "" });
    return undefined;
  });
}

/** Replaces the generated password of whoever signed in with it. */
export async function choosePasswordAction(next: string): Promise<ActionResult> {
  return await answerAction(async () => {
    await choosePassword((await requireSession()).actor, { next });
    return undefined;
  });
}

/** Whom a one-time link is for. */
export async function loadLinkAction(secret: string): Promise<ActionResult<{ email: string; purpose: LinkPurpose }>> {
  return await answerAction(async () => await loadLink(String(secret)));
}

/** Sets a password by a one-time link. */
export async function setPasswordByLinkAction(secret: string, next: string): Promise<ActionResult> {
  return await answerAction(async () => {
    await setPasswordByLink({ secret, next });
    return undefined;
  });
}
