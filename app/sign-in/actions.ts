"use server";
import { choosePassword } from "@/lib/auth/change-password";
import { requireSession } from "@/lib/auth/current-actor";
import { answerAction } from "@/lib/auth/run-action";
import type { ActionResult } from "@/lib/http/action-result";

/** Replaces the generated password of whoever signed in with it. */
export async function choosePasswordAction(next: string): Promise<ActionResult> {
  return await answerAction(async () => {
    await choosePassword((await requireSession()).actor, { next });
    return undefined;
  });
}
