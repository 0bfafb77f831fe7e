import { withActor } from "@/lib/auth/with-actor";
import { loadDependencies } from "@/lib/dependencies/load-dependencies";
import { loadLane } from "@/lib/dependencies/load-lane";
import { laneNames } from "@/lib/dependencies/types";
import { defaultRange, rangeKeys } from "@/lib/ranges/ranges";
import { apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

/** All lanes with their tables; with `lane` the one lane as its page shows it. */
export const GET = withActor(async (request) => {
  const { range, lane, fresh } = readParameters(request, {
    range: { oneOf: rangeKeys, fallback: defaultRange },
    lane: { oneOf: ["all", ...laneNames], fallback: "all" },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  const ask = { range, fresh: fresh === "1" };
  return apiJson(lane === "all" ? await loadDependencies(ask) : await loadLane(lane, ask));
});
