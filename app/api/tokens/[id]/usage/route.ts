import { withActor } from "@/lib/auth/with-actor";
import { rangeKeys } from "@/lib/ranges/ranges";
import { getToken } from "@/lib/tokens/get-token";
import { loadUsageSeries } from "@/lib/tokens/load-usage-series";
import { apiError, apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

export const GET = withActor(async (request, actor, { params }: Context) => {
  const { range } = readParameters(request, { range: { oneOf: rangeKeys, fallback: "24h" } });
  const publicId = (await params).id;
  if (!(await getToken(actor, publicId))) return apiError(404, "no-such-token", "There is no such token.");
  return apiJson(await loadUsageSeries(actor, { publicId, range }));
});
