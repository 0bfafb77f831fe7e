import { z } from "zod";
import { type BudgetRange, budgetRanges, gridOf } from "@/lib/ranges/budget-ranges";
import { type RangeKey, rangeKeys, secondsOf } from "@/lib/ranges/ranges";

const minuteMs = 60_000;
const windowMsMin = minuteMs;
const windowMsMax = 7 * 24 * 3600_000;
/** What led to an incident lies before it was noticed. */
export const leadMs = 5 * minuteMs;

/** A range that ends now, an incident with what led to it, or two times; without an end it goes on until now. */
export const windowChoice = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("range"), range: z.enum(rangeKeys) }),
  z.object({ kind: z.literal("alert"), alertId: z.string().max(60) }),
  z.object({ kind: z.literal("times"), startMs: z.number().int().positive(), endMs: z.number().int().optional() }),
]);
export type WindowChoice = z.infer<typeof windowChoice>;

export type CapsuleWindow = { startMs: number; endMs: number };

/** From five minutes before an incident to five minutes after its end, or until now while it lasts. */
export function windowOfIncident({ startMs, endMs }: { startMs: number; endMs: number | null }, nowMs: number) {
  return { startMs: startMs - leadMs, endMs: endMs === null ? nowMs : Math.min(nowMs, endMs + leadMs) };
}

/** The window of a range that ends now. */
export function windowOfRange(range: RangeKey, nowMs: number): CapsuleWindow {
  return { startMs: nowMs - secondsOf(range) * 1000, endMs: nowMs };
}

/** A window within what a capsule may hold: its end not ahead of now, its length between a minute and 7 days. */
export function clampWindow({ startMs, endMs }: CapsuleWindow, nowMs: number): CapsuleWindow {
  const end = Math.min(endMs, nowMs);
  return { startMs: Math.max(end - windowMsMax, Math.min(startMs, end - windowMsMin)), endMs: end };
}

/** The shortest range that covers a length. */
export function rangeCovering(lengthMs: number): RangeKey {
  return rangeKeys.find((range) => secondsOf(range) * 1000 >= lengthMs) ?? "7d";
}

/** The shortest range of the budget's samples that covers a length. */
export function budgetRangeCovering(lengthMs: number): BudgetRange {
  return budgetRanges.find((range) => gridOf(range).lengthMs >= lengthMs) ?? "7d";
}
