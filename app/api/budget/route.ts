import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { loadBudget } from "@/lib/resources/load-budget";
import { budgetRanges, defaultBudgetRange } from "@/lib/resources/ranges";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { range } = readParameters(request, { range: { oneOf: budgetRanges, fallback: defaultBudgetRange } });
  return apiJson(await loadBudget({ range }));
});
