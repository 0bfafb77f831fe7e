"use server";
import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/auth/run-action";
import { onCallHref } from "@/lib/links/routes";
import { adoptToken } from "@/lib/tokens/adopt-token";
import { type CreatedToken, createToken } from "@/lib/tokens/create-token";
import { disableToken } from "@/lib/tokens/disable-token";
import { enableToken } from "@/lib/tokens/enable-token";
import type { AdoptTokenInput, CreateTokenInput } from "@/lib/tokens/fields";
import { dismissNotices } from "@/lib/tokens/notices";
import type { Proof } from "@/lib/tokens/prove/hop";
import { proveToken } from "@/lib/tokens/prove/prove-token";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { rotateToken } from "@/lib/tokens/rotate-token";
import type { TokenView } from "@/lib/tokens/token-view";
import type { ActionResult } from "@/lib/web/action-result";

// Answers of server actions are never cached (Next sends them with no-store): these two carry a secret, once. They do
// not revalidate: a page drawn anew would close the dialog that shows it.

export async function createTokenAction(input: CreateTokenInput): Promise<ActionResult<CreatedToken>> {
  return runAction((actor) => createToken(actor, input));
}

export async function rotateTokenAction(input: {
  publicId: string;
  expires?: string;
}): Promise<ActionResult<CreatedToken>> {
  return runAction((actor) => rotateToken(actor, input));
}

export async function proveTokenAction(token: string): Promise<ActionResult<Proof>> {
  return runAction((actor) => proveToken(actor, token));
}

async function changed<T>(result: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  const settled = await result;
  if (settled.ok) revalidatePath(onCallHref(), "layout");
  return settled;
}

export async function adoptTokenAction(input: AdoptTokenInput): Promise<ActionResult<TokenView>> {
  return changed(runAction((actor) => adoptToken(actor, input)));
}

export async function disableTokenAction(publicId: string): Promise<ActionResult<TokenView>> {
  return changed(runAction((actor) => disableToken(actor, publicId)));
}

export async function enableTokenAction(publicId: string): Promise<ActionResult<TokenView>> {
  return changed(runAction((actor) => enableToken(actor, publicId)));
}

export async function revokeTokenAction(input: {
  publicId: string;
  confirmation: string;
}): Promise<ActionResult<TokenView>> {
  return runAction((actor) => revokeToken(actor, input));
}

export async function dismissNoticesAction(publicId: string): Promise<ActionResult<void>> {
  return changed(runAction((actor) => dismissNotices(actor, publicId)));
}
