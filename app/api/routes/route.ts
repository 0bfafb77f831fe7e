import { withActor } from "@/lib/auth/with-actor";
import { loadOverview } from "@/lib/oncall/load-overview";
import { defaultRange, rangeKeys } from "@/lib/ranges/ranges";
import { loadRoute } from "@/lib/routes/load-route";
import { loadRouteTraces } from "@/lib/routes/load-route-traces";
import { apiJson, ParameterError } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

/** All routes; with `route` what metrics, or with `part=traces` what traces, know of that one. */
export const GET = withActor(async (request) => {
  const { range, route, part, fresh } = readParameters(request, {
    range: { oneOf: rangeKeys, fallback: defaultRange },
    route: { maxLength: 300 },
    part: { oneOf: ["metrics", "traces"], fallback: "metrics" },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  const ask = { range, fresh: fresh === "1" };
  if (route === undefined) {
    const { routes, comparison, generatedAtMs } = await loadOverview(ask);
    return apiJson({ range, generatedAtMs, comparison, routes });
  }
  if (!route.includes(" ")) {
    throw new ParameterError('"route" is method and route, such as "POST /api/documents/".');
  }
  return apiJson(part === "traces" ? await loadRouteTraces({ ...ask, route }) : await loadRoute({ ...ask, route }));
});
