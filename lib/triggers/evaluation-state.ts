import "server-only";
import { db } from "@/lib/db/client";
import type { TriggerName } from "./types";

/** On a first run the last day is judged: what was sampled before the console knew triggers counts too. */
const firstLookMs = 24 * 3600_000;

/** Until when a trigger has been evaluated. */
export async function loadEvaluatedUntilMs(trigger: TriggerName, nowMs: number): Promise<number> {
  const row = await db().triggerWatch.findUnique({ where: { trigger } });
  return row ? row.evaluatedUntil.getTime() : nowMs - firstLookMs;
}
