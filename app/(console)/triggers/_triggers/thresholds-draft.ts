import type { TriggerThresholds } from "@/lib/plan/trigger-thresholds";

/** The form as typed, memory in GiB. */
export type ThresholdsDraft = Record<keyof TriggerThresholds, string>;

const gibibyte = 1024 ** 3;
const gibibyteText = (bytes: number) => String(Number((bytes / gibibyte).toFixed(3)));

export function toDraft(thresholds: TriggerThresholds): ThresholdsDraft {
  return {
    memoryFireBytes: gibibyteText(thresholds.memoryFireBytes),
    memoryClearBytes: gibibyteText(thresholds.memoryClearBytes),
    memoryDwellMinutes: String(thresholds.memoryDwellMinutes),
    clickhouseWindowDays: String(thresholds.clickhouseWindowDays),
  };
}

/** A comma is a decimal point to half of the world. What is no number stays as typed, for the server to refuse. */
function numberOf(typed: string): number | string {
  const trimmed = typed.trim().replace(",", ".");
  const value = Number(trimmed);
  return trimmed === "" || Number.isNaN(value) ? typed : value;
}

function bytesOf(typed: string): number | string {
  const value = numberOf(typed);
  return typeof value === "number" ? Math.round(value * gibibyte) : value;
}

export function toInput(draft: ThresholdsDraft): Record<keyof TriggerThresholds, number | string> {
  return {
    memoryFireBytes: bytesOf(draft.memoryFireBytes),
    memoryClearBytes: bytesOf(draft.memoryClearBytes),
    memoryDwellMinutes: numberOf(draft.memoryDwellMinutes),
    clickhouseWindowDays: numberOf(draft.clickhouseWindowDays),
  };
}
