import { withActor } from "@/lib/auth/with-actor";
import { loadCompare } from "@/lib/compare/load-compare";
import { loadTraceCompare } from "@/lib/compare/load-trace-compare";
import { readChoice } from "@/lib/compare/read-choice";
import { compareKinds } from "@/lib/ranges/compare-kinds";
import { apiJson, ParameterError } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

/**
 * What changed between two windows; `kind=deploy` and `kind=alert` take the id of one, `kind=free` beforeStart, beforeEnd, afterStart
 * and afterEnd in UTC. With `traces=1` also what traces say, of all requests or of one `route`, which takes Jaeger some
 * seconds.
 */
export const GET = withActor(async (request) => {
  const time = { maxLength: 30 };
  const {
    kind,
    deploy,
    alert,
    beforeStart = "",
    beforeEnd = "",
    afterStart = "",
    afterEnd = "",
    traces,
    route,
  } = readParameters(request, {
    kind: { oneOf: compareKinds, fallback: "week" },
    deploy: { maxLength: 60 },
    alert: { maxLength: 60 },
    beforeStart: time,
    beforeEnd: time,
    afterStart: time,
    afterEnd: time,
    traces: { oneOf: ["0", "1"], fallback: "0" },
    route: { maxLength: 300 },
  });
  const choice = await readChoice(kind, { beforeStart, beforeEnd, afterStart, afterEnd }, { deploy, alert });
  if (!choice.ok) throw new ParameterError(choice.reason);
  const { windows } = choice;
  if (traces === "0") return apiJson(await loadCompare(windows));
  const [report, read] = await Promise.all([loadCompare(windows), loadTraceCompare(windows, route || null)]);
  return apiJson({ ...report, traces: read });
});
