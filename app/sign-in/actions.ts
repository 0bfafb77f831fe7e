"use server";
import { choosePassword } from "@/lib/auth/change-password";
import { requireSession } from "@/lib/auth/current-actor";
import type { LinkPurpose } from "@/lib/auth/one-time-link";
import { answerAction } from "@/lib/auth/run-action";
import { loadLink, setPasswordByLink } from "@/lib/auth/set-password-by-link";
import type { ActionResult } from "@/lib/web/action-result";

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
