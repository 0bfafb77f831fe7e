"use server";
import { headers } from "next/headers";
import { runAction } from "@/lib/auth/run-action";
import { stepUp } from "@/lib/auth/step-up";
import { beginOidcStepUp } from "@/lib/auth/step-up-oidc";
import { type StepUpWays, stepUpWays } from "@/lib/auth/step-up-ways";
import type { ActionResult } from "@/lib/web/action-result";
import { clientAddress } from "@/lib/web/client-address";

/** How whoever is signed in can prove again that it is them. */
export async function stepUpWaysAction(): Promise<ActionResult<StepUpWays>> {
  return await runAction(stepUpWays);
}

/** Proves again who is signed in; answers until when that holds. */
export async function stepUpAction(given: { proof: string; passkey: string }): Promise<ActionResult<number>> {
  return await runAction(async (actor) => stepUp(actor, given, clientAddress(await headers())));
}

/** Notes that the provider is asked next. */
export async function beginOidcStepUpAction(): Promise<ActionResult<void>> {
  return await runAction((actor) => beginOidcStepUp(actor));
}
