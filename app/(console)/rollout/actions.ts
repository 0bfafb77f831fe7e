"use server";
import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/auth/run-action";
import { rolloutHref } from "@/lib/links/routes";
import { loadRollout, lookAtRollout } from "@/lib/rollout/load-rollout";
import { recordDecision } from "@/lib/rollout/record-decision";

export async function lookNowAction() {
  const result = await runAction(async () => {
    await loadRollout({ fresh: true });
  });
  if (result.ok) revalidatePath(rolloutHref());
  return result;
}

export async function recordDecisionAction(input: { key: string; choice: string; reason: string }) {
  const result = await runAction(async (actor) => {
    await recordDecision(actor, input);
    await lookAtRollout();
  });
  if (result.ok) revalidatePath(rolloutHref());
  return result;
}
