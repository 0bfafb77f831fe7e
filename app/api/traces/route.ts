import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { loadTraces } from "@/lib/oncall/load-traces";
import { defaultRange, rangeKeys } from "@/lib/plan/ranges";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request) => {
  const { range, kind, fresh } = readParameters(request, {
    range: { oneOf: rangeKeys, fallback: defaultRange },
    kind: { oneOf: ["failed", "slow"] },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  return apiJson(await loadTraces({ kind, range, fresh: fresh === "1" }));
});
