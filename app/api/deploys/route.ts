import { withActor } from "@/lib/auth/with-actor";
import { recordDeploy } from "@/lib/deploys/record-deploy";
import { apiJson } from "@/lib/http/api-error";
import { readJsonBody } from "@/lib/http/read-json-body";
import { readParameters } from "@/lib/http/read-parameters";
import { defaultRange, rangeKeys, secondsOf } from "@/lib/plan/ranges";
import { loadDeploys } from "@/lib/timeline/load-deploys";
import { lastWindow } from "@/lib/timeline/read-window";
import { withToken } from "@/lib/tokens/with-token";

export const dynamic = "force-dynamic";

const bodyBytesMax = 16 * 1024;

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
  const told = await recordDeploy(caller, await readJsonBody(request, bodyBytesMax), { key });
  return apiJson(told, told.outcome === "stored" ? 201 : 200);
});
