import { withActor } from "@/lib/auth/with-actor";
import { buildTraceView } from "@/lib/traces/build-view";
import { loadTrace } from "@/lib/traces/load-trace";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { apiError, apiJson } from "@/lib/web/api-error";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ id: string }> };

/** One trace as its page shows it, with all its spans; SQL values masked. */
export const GET = withActor(async (_request, _actor, { params }: Context) => {
  const loaded = await loadTrace((await params).id);
  if (loaded.state === "error") throw new UpstreamError(loaded.failure);
  const view = loaded.state === "found" ? buildTraceView(loaded.trace) : null;
  if (loaded.state !== "found" || !view)
    return apiError(404, "not-found", "Neither Jaeger nor the kept traces have it.");
  return apiJson({ ...view, from: loaded.from, kept: loaded.kept, spans: loaded.trace.spans });
});
