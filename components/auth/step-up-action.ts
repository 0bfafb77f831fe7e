"use server";
import { headers } from "next/headers";
import { runAction } from "@/lib/auth/run-action";
import { stepUp } from "@/lib/auth/step-up";
import type { ActionResult } from "@/lib/web/action-result";
import { clientAddress } from "@/lib/web/client-address";

/** Proves again who is signed in; answers until when that holds. */
export async function stepUpAction(proof: string): Promise<ActionResult<number>> {
  return await runAction(async (actor) => stepUp(actor, { proof }, clientAddress(await headers())));
}
