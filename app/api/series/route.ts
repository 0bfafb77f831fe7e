import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { loadSeries } from "@/lib/oncall/load-series";
import { defaultRange, rangeKeys } from "@/lib/plan/ranges";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { range, metric, route, fresh } = readParameters(request, {
    range: { oneOf: rangeKeys, fallback: defaultRange },
    metric: { oneOf: ["rate", "errors", "latency"] },
    route: { maxLength: 300 },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  return apiJson(await loadSeries({ range, metric, route, fresh: fresh === "1" }));
});
