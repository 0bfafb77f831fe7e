import "server-only";
import { logger } from "@/lib/runtime/logger";
import { loadTriggerThresholds } from "@/lib/settings/load-trigger-thresholds";
import { evaluateClickhouse } from "./evaluate-clickhouse";
import { evaluateMemory } from "./evaluate-memory";
import { tellTriggers } from "./tell-triggers";
import { watchBudget } from "./watch-budget";
import { watchSamples } from "./watch-samples";

/**
 * Evaluates everything that is to be told from samples: the triggers, then the budget. Each part on its own, so that
 * one that fails hides no other; what failed is logged, and the answer is false.
 */
export async function evaluateTriggers(nowMs = Date.now()): Promise<boolean> {
  const thresholds = await loadTriggerThresholds();
  const parts = {
    memory: () => evaluateMemory(thresholds, nowMs),
    clickhouse: () => evaluateClickhouse(thresholds, nowMs),
    telling: () => tellTriggers(new Date(nowMs)),
    budget: () => watchBudget(nowMs),
    samples: () => watchSamples(nowMs),
  };
  let ok = true;
  for (const [part, evaluate] of Object.entries(parts)) {
    try {
      await evaluate();
    } catch (err) {
      ok = false;
      logger().error({ err, part }, "a part of the evaluation failed");
    }
  }
  return ok;
}
