import { withActor } from "@/lib/auth/with-actor";
import { loadSeries } from "@/lib/charts/load-series";
import { defaultRange, rangeKeys } from "@/lib/ranges/ranges";
import { apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";
import { readWindow } from "@/lib/web/read-window";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { range, metric, route, from, to, fresh } = readParameters(request, {
    range: { oneOf: rangeKeys, fallback: defaultRange },
    metric: { oneOf: ["rate", "errors", "latency"] },
    route: { maxLength: 300 },
    from: { maxLength: 14 },
    to: { maxLength: 14 },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  return apiJson(await loadSeries({ range, metric, route, window: readWindow(from, to), fresh: fresh === "1" }));
});
