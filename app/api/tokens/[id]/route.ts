import { withActor } from "@/lib/auth/with-actor";
import { getToken } from "@/lib/tokens/get-token";
import { apiError, apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

export const GET = withActor(async (request, actor, { params }: Context) => {
  readParameters(request, {});
  const detail = await getToken(actor, (await params).id);
  return detail ? apiJson(detail) : apiError(404, "no-such-token", "There is no such token.");
});
