import { withActor } from "@/lib/auth/with-actor";
import { defaultRange, rangeKeys, secondsOf } from "@/lib/ranges/ranges";
import { recordDeploy } from "@/lib/timeline/deploys/record-deploy";
import { loadDeploys } from "@/lib/timeline/load-deploys";
import { lastWindow } from "@/lib/timeline/read-window";
import { withToken } from "@/lib/tokens/with-token";
import { apiJson } from "@/lib/web/api-error";
import { readJsonBody } from "@/lib/web/read-json-body";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

/** Deploys of a range, told and seen, oldest first. */
export const GET = withActor(async (request) => {
  const { range } = readParameters(request, { range: { oneOf: rangeKeys, fallback: defaultRange } });
  const window = lastWindow(secondsOf(range));
  const { events, unknown } = await loadDeploys(window);
  return apiJson({ range, ...window, deploys: events.filter(({ kind }) => kind === "deploy"), unknown });
});

/** CI tells a deploy: 201 once, 200 when it was told before (or for a dry run). */
export const POST = withToken("deploys:write", async (request, caller) => {
  const key = request.headers.get("idempotency-key");
  const told = await recordDeploy(caller, await readJsonBody(request), { key });
  return apiJson(told, told.outcome === "stored" ? 201 : 200);
});
