import type { BudgetRow } from "@/lib/budget/budget-types";
import { formatBytes } from "@/lib/format/bytes";
import { budgetHref } from "@/lib/links/routes";
import { serviceBudgets } from "@/lib/plan/budget";
import type { Evidence, Outcome } from "../types";

/** Whether the plan's three services run, each held to its limit by the kernel and within it. */
export function checkStackLimits(rows: readonly BudgetRow[]): Outcome {
  const wanted = Object.entries(serviceBudgets);
  const seen = wanted.map(([name, plan]) => ({ name, plan, row: rows.find(({ subject }) => subject === name) }));
  const evidence: Evidence[] = seen.map(({ plan, row }) => ({
    label: plan.title,
    value: row?.now
      ? `${formatBytes(row.now.memoryBytes)} of ${row.now.enforcedLimitBytes === null ? "no limit" : formatBytes(row.now.enforcedLimitBytes)}`
      : "not seen",
    atMs: row?.now?.atMs ?? null,
    href: budgetHref(),
  }));
  const running = seen.filter(({ row }) => row?.now);
  if (running.length === 0)
    return { state: "unknown", because: "None of the three services can be seen from here.", evidence };
  const absent = seen.filter(({ row }) => !row?.now).map(({ plan }) => plan.title);
  const free = running.filter(({ row, plan }) => {
    const limit = row?.now?.enforcedLimitBytes ?? null;
    return limit === null || limit > plan.limitBytes;
  });
  if (absent.length > 0) return { state: "partly", because: `${absent.join(" and ")} cannot be seen.`, evidence };
  if (free.length > 0) {
    const names = free.map(({ plan }) => plan.title).join(", ");
    return { state: "partly", because: `No limit of 256 MB is enforced on ${names}.`, evidence };
  }
  return { state: "met", because: "All three run within the limit that the kernel enforces.", evidence };
}
