import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { loadOverview } from "@/lib/oncall/load-overview";
import { defaultRange, rangeKeys } from "@/lib/plan/ranges";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { range, fresh } = readParameters(request, {
    range: { oneOf: rangeKeys, fallback: defaultRange },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  return apiJson(await loadOverview({ range, fresh: fresh === "1" }));
});
