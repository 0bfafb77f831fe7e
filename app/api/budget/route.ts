import { withActor } from "@/lib/auth/with-actor";
import { loadBudget } from "@/lib/budget/load-budget";
import { budgetRanges, defaultBudgetRange } from "@/lib/ranges/budget-ranges";
import { apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { range } = readParameters(request, { range: { oneOf: budgetRanges, fallback: defaultBudgetRange } });
  return apiJson(await loadBudget({ range }));
});
