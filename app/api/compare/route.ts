import { withActor } from "@/lib/auth/with-actor";
import { loadCompare } from "@/lib/compare/load-compare";
import { compareKinds, readChoice } from "@/lib/compare/read-choice";
import { apiJson, ParameterError } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";

export const dynamic = "force-dynamic";

/** What changed between two windows; `kind=deploy` takes the id of one, `kind=free` beforeStart, beforeEnd, afterStart and afterEnd in UTC. */
export const GET = withActor(async (request) => {
  const time = { maxLength: 30 };
  const {
    kind,
    deploy,
    beforeStart = "",
    beforeEnd = "",
    afterStart = "",
    afterEnd = "",
  } = readParameters(request, {
    kind: { oneOf: compareKinds, fallback: "week" },
    deploy: { maxLength: 60 },
    beforeStart: time,
    beforeEnd: time,
    afterStart: time,
    afterEnd: time,
  });
  const choice = await readChoice(kind, { beforeStart, beforeEnd, afterStart, afterEnd }, deploy);
  if (!choice.ok) throw new ParameterError(choice.reason);
  return apiJson(await loadCompare(choice.windows));
});
