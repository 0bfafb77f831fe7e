"use server";
import { revalidatePath } from "next/cache";
import { onCallHref } from "@/lib/routes";
import { type SaveResult, saveThresholds } from "@/lib/settings/save-thresholds";

/** Saves the limits; the use case judges the input. */
export async function saveThresholdsAction(input: unknown): Promise<SaveResult> {
  const result = await saveThresholds(input, { actor: "console" });
  if (result.ok) revalidatePath(onCallHref());
  return result;
}
