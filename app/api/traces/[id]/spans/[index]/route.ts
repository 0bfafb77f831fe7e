import { withActor } from "@/lib/auth/with-actor";
import { buildDetails } from "@/lib/traces/build-view";
import { loadTrace } from "@/lib/traces/load-trace";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { apiError, apiJson } from "@/lib/web/api-error";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string; index: string }> };

/** What one row of the waterfall opens into, by its index. */
export const GET = withActor(async (_request, _actor, { params }: Context) => {
  const { id, index } = await params;
  const loaded = await loadTrace(id);
  if (loaded.state === "error") throw new UpstreamError(loaded.failure);
  const detail =
    loaded.state === "found" && /^\d{1,6}$/.test(index) ? buildDetails(loaded.trace)[Number(index)] : undefined;
  return detail ? apiJson(detail) : apiError(404, "not-found", "There is no such span, or its trace is gone.");
});
