import { withActor } from "@/lib/auth/with-actor";
import { apiError, apiJson } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { getToken } from "@/lib/tokens/get-token";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

export const GET = withActor(async (request, actor, { params }: Context) => {
  readParameters(request, {});
  const detail = await getToken(actor, (await params).id);
  return detail ? apiJson(detail) : apiError(404, "no-such-token", "There is no such token.");
});
