import { withActor } from "@/lib/auth/with-actor";
import { listTokens } from "@/lib/tokens/list-tokens";
import { apiJson } from "@/lib/web/api-error";
import { readParameters } from "@/lib/web/read-parameters";

export const dynamic = "force-dynamic";

export const GET = withActor(async (request, actor) => {
  readParameters(request, {});
  return apiJson(await listTokens(actor));
});
