import { withActor } from "@/lib/auth/with-actor";
import { loadOverview } from "@/lib/oncall/load-overview";
import { defaultRange, rangeKeys } from "@/lib/ranges/ranges";
import { apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { range, fresh } = readParameters(request, {
    range: { oneOf: rangeKeys, fallback: defaultRange },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  return apiJson(await loadOverview({ range, fresh: fresh === "1" }));
});
