import "server-only";
import { loadTriggerThresholds } from "@/lib/settings/load-trigger-thresholds";
import { evaluateClickhouse } from "./evaluate-clickhouse";
import { evaluateMemory } from "./evaluate-memory";
import { tellTriggers } from "./tell-triggers";
import { watchBudget } from "./watch-budget";
import { watchSamples } from "./watch-samples";

/**
 * Evaluates everything that samples can raise an alert about: the triggers, then the budget. Each part runs by itself,
 * so that one that fails hides no other. Throws an `AggregateError` of what failed once all have run.
 */
export async function evaluateTriggers(nowMs = Date.now()): Promise<void> {
  const thresholds = await loadTriggerThresholds();
  const parts = {
    memory: () => evaluateMemory(thresholds, nowMs),
    clickhouse: () => evaluateClickhouse(thresholds, nowMs),
    telling: () => tellTriggers(new Date(nowMs)),
    budget: () => watchBudget(nowMs),
    samples: () => watchSamples(nowMs),
  };
  const failures: Error[] = [];
  for (const [part, evaluate] of Object.entries(parts)) {
    try {
      await evaluate();
    } catch (err) {
      failures.push(new Error(`${part} could not be evaluated`, { cause: err }));
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join(", "));
}
