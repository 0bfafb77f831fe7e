import { withActor } from "@/lib/auth/with-actor";
import { getToken } from "@/lib/tokens/get-token";
import { loadConsequence } from "@/lib/tokens/load-consequence";
import { apiError, apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

export const GET = withActor(async (request, actor, { params }: Context) => {
  readParameters(request, {});
  const publicId = (await params).id;
  if (!(await getToken(actor, publicId))) return apiError(404, "no-such-token", "There is no such token.");
  return apiJson(await loadConsequence(actor, publicId));
});
