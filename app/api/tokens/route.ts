import { withActor } from "@/lib/auth/with-actor";
import { apiJson } from "@/lib/http/api-error";
import { readParameters } from "@/lib/http/read-parameters";
import { listTokens } from "@/lib/tokens/list-tokens";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request, actor) => {
  readParameters(request, {});
  return apiJson(await listTokens(actor));
});
