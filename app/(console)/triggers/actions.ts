"use server";
import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/auth/run-action";
import { triggersHref } from "@/lib/links/routes";
import { saveTriggerThresholds } from "@/lib/settings/save-trigger-thresholds";
import { acknowledgeClickhouse } from "@/lib/triggers/acknowledge-clickhouse";
import { previewThresholds, type ThresholdPreview } from "@/lib/triggers/preview-thresholds";
import { clearFailureDomain, setFailureDomain } from "@/lib/triggers/set-failure-domain";
import type { ActionResult } from "@/lib/web/action-result";

/** Everything here changes what every page says, by its banner. */
async function changed(result: Promise<ActionResult<void>>): Promise<ActionResult<void>> {
  const answer = await result;
  if (answer.ok) revalidatePath(triggersHref(), "layout");
  return answer;
}

export async function acknowledgeClickhouseAction(reason: string) {
  return await changed(runAction((actor) => acknowledgeClickhouse(actor, { reason })));
}

export async function setFailureDomainAction(input: { reason: string; date: string }) {
  return await changed(runAction((actor) => setFailureDomain(actor, input)));
}

export async function clearFailureDomainAction(reason: string) {
  return await changed(runAction((actor) => clearFailureDomain(actor, { reason })));
}

export async function saveThresholdsAction(input: unknown) {
  return await changed(runAction((actor) => saveTriggerThresholds(actor, input)));
}

export async function previewThresholdsAction(input: unknown): Promise<ActionResult<ThresholdPreview>> {
  return await runAction(() => previewThresholds(input));
}
