import { withActor } from "@/lib/auth/with-actor";
import { defaultRange, rangeKeys } from "@/lib/ranges/ranges";
import { loadTraces } from "@/lib/traces/load-traces";
import { findTraces } from "@/lib/traces/search/find-traces";
import { readCriteria } from "@/lib/traces/search/read-criteria";
import { apiJson, ParameterError } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";
import { readWindow } from "@/lib/web/read-window";

export const dynamic = "force-dynamic";

const text = { maxLength: 300 };
const searchRules = {
  range: { oneOf: rangeKeys, fallback: defaultRange },
  service: text,
  route: text,
  operation: text,
  min: text,
  max: text,
  status: text,
  attribute: text,
  from: text,
  until: text,
  fresh: { oneOf: ["0", "1"], fallback: "0" },
} as const;

/** With `kind` one of on-call's two lists, without it a search; durations as "300ms" or "1.5s". */
export const GET = withActor(async (request) => {
  if (new URL(request.url).searchParams.has("kind")) {
    const { range, kind, from, to, fresh } = readParameters(request, {
      range: { oneOf: rangeKeys, fallback: defaultRange },
      kind: { oneOf: ["failed", "slow"] },
      from: { maxLength: 14 },
      to: { maxLength: 14 },
      fresh: { oneOf: ["0", "1"], fallback: "0" },
    });
    return apiJson(await loadTraces({ kind, range, window: readWindow(from, to), fresh: fresh === "1" }));
  }
  const { fresh, ...raw } = readParameters(request, searchRules);
  const { criteria, errors } = readCriteria(raw);
  const wrong = Object.entries(errors).map(([name, problem]) => `"${name}": ${problem}`);
  if (wrong.length > 0) throw new ParameterError(wrong.join(" "));
  return apiJson(await findTraces(criteria, { fresh: fresh === "1" }));
});
