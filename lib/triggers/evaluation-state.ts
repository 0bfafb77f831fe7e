import "server-only";
import { db } from "@/lib/db/client";
import type { TriggerName } from "./types";

/** A first run judges the last day: samples from before the console knew triggers count too. */
const firstLookMs = 24 * 3600_000;

/** Until when a trigger has been evaluated. */
export async function loadEvaluatedUntilMs(trigger: TriggerName, nowMs: number): Promise<number> {
  const row = await db().triggerWatch.findUnique({ where: { trigger } });
  return row ? row.evaluatedUntil.getTime() : nowMs - firstLookMs;
}
