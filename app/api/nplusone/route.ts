import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { loadBoard } from "@/lib/nplusone/load-board";
import { defaultRange, rangeKeys } from "@/lib/plan/ranges";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { range } = readParameters(request, { range: { oneOf: rangeKeys, fallback: defaultRange } });
  return apiJson(await loadBoard({ range }));
});
