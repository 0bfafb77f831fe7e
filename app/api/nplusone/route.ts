import { withActor } from "@/lib/auth/with-actor";
import { defaultRange, rangeKeys } from "@/lib/ranges/ranges";
import { loadBoard } from "@/lib/traces/n-plus-one/load-board";
import { apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { range } = readParameters(request, { range: { oneOf: rangeKeys, fallback: defaultRange } });
  return apiJson(await loadBoard({ range }));
});
