import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { defaultRange, rangeKeys } from "@/lib/plan/ranges";
import { loadPods } from "@/lib/pods/load-pods";

export const dynamic = "force-dynamic";

/** Every pod of the API over a range, and which of them stands out. */
export const GET = withActor(async (request) => {
  const { range, fresh } = readParameters(request, {
    range: { oneOf: rangeKeys, fallback: defaultRange },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  return apiJson(await loadPods({ range, fresh: fresh === "1" }));
});
