import type { Limit } from "@/components/charts/line-chart";
import { formatBytes } from "@/lib/format/bytes";
import { budgetServices, serviceBudgets } from "@/lib/plan/budget";

const unique = (values: readonly number[]) => [...new Set(values)];

/** The plan's limits as lines; services that share one share the line. */
export function memoryLimits(): Limit[] {
  const values = unique(budgetServices.map((service) => serviceBudgets[service].limitBytes));
  return values.map((value) => ({ value, label: `limit ${formatBytes(value)}` }));
}

export function diskLimits(): Limit[] {
  const values = unique(budgetServices.map((service) => serviceBudgets[service].diskCapBytes));
  return values.map((value) => ({ value, label: `cap ${formatBytes(value)}` }));
}
