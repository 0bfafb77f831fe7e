"use server";
import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/auth/run-action";
import { onCallHref } from "@/lib/links/routes";
import { saveThresholds } from "@/lib/settings/save-thresholds";
import type { ActionResult } from "@/lib/web/action-result";

/** Saves the limits; the use case judges the actor and the input. */
export async function saveThresholdsAction(input: unknown): Promise<ActionResult<void>> {
  const result = await runAction((actor) => saveThresholds(actor, input));
  if (result.ok) revalidatePath(onCallHref());
  return result;
}
