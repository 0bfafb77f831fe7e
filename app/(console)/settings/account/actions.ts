"use server";
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/server";
import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import type { Actor } from "@/lib/actor/actor";
import { changePassword } from "@/lib/auth/change-password";
import { endOwnSession, endOwnSessions } from "@/lib/auth/end-session";
import { beginTotp, confirmTotp, type Enrolment, removeTotp, renewRecoveryCodes } from "@/lib/auth/enrol-totp";
import { addPasskey, beginPasskey } from "@/lib/auth/passkeys/add-passkey";
import { removePasskey } from "@/lib/auth/passkeys/remove-passkey";
import { runAction } from "@/lib/auth/run-action";
import { accountHref } from "@/lib/links/routes";
import type { ActionResult } from "@/lib/web/action-result";
import { clientAddress } from "@/lib/web/client-address";

async function changing<T>(work: (actor: Actor) => Promise<T>): Promise<ActionResult<T>> {
  const result = await runAction(work);
  if (result.ok) revalidatePath(accountHref());
  return result;
}

type Passwords = { current: string; next: string };

export async function changePasswordAction(input: Passwords): Promise<ActionResult<void>> {
  return await changing(async (actor) => changePassword(actor, input, clientAddress(await headers())));
}

export async function beginTotpAction(): Promise<ActionResult<Enrolment>> {
  return await runAction(beginTotp);
}

/** Returns the recovery codes. The page is not refreshed, so that they can be read first. */
export async function confirmTotpAction(code: string): Promise<ActionResult<string[]>> {
  return await runAction((actor) => confirmTotp(actor, { code }));
}

export async function renewRecoveryCodesAction(): Promise<ActionResult<string[]>> {
  return await runAction(renewRecoveryCodes);
}

export async function removeTotpAction(): Promise<ActionResult<void>> {
  return await changing(removeTotp);
}

export async function beginPasskeyAction(): Promise<ActionResult<PublicKeyCredentialCreationOptionsJSON>> {
  return await runAction(beginPasskey);
}

/** Answers recovery codes where the account had none. */
export async function addPasskeyAction(input: { name: string; response: unknown }): Promise<ActionResult<string[]>> {
  return await runAction((actor) => addPasskey(actor, input));
}

export async function removePasskeyAction(passkeyId: string): Promise<ActionResult<void>> {
  return await changing((actor) => removePasskey(actor, passkeyId));
}

export async function endSessionAction(sessionId: string): Promise<ActionResult<void>> {
  return await changing((actor) => endOwnSession(actor, String(sessionId)));
}

export async function endOtherSessionsAction(): Promise<ActionResult<number>> {
  return await changing((actor) => endOwnSessions(actor, "this"));
}

/** Signs out everywhere, here too. */
export async function endAllSessionsAction(): Promise<ActionResult<number>> {
  return await runAction((actor) => endOwnSessions(actor, "none"));
}
