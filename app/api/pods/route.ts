import { withActor } from "@/lib/auth/with-actor";
import { loadPods } from "@/lib/pods/load-pods";
import { defaultRange, rangeKeys } from "@/lib/ranges/ranges";
import { apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

/** Every pod of the API over a range, and which of them stands out. */
export const GET = withActor(async (request) => {
  const { range, fresh } = readParameters(request, {
    range: { oneOf: rangeKeys, fallback: defaultRange },
    fresh: { oneOf: ["0", "1"], fallback: "0" },
  });
  return apiJson(await loadPods({ range, fresh: fresh === "1" }));
});
