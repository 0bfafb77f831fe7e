import "server-only";
import { env } from "@/lib/env";
import { coalesce } from "@/lib/http/coalesce";
import { readJson } from "@/lib/http/fetch-json";
import { observeUpstream } from "@/lib/http/observe-upstream";
import { sendRequest } from "@/lib/http/send-request";
import { jaegerRequest } from "./ask";
import { mapTrace } from "./map-trace";
import { tracesSchema } from "./schema";
import type { Trace } from "./trace";
import { isTraceId, traceUrl } from "./urls";

function load(traceId: string): Promise<Trace | null> {
  const request = jaegerRequest(traceUrl(env().JAEGER_URL, traceId), tracesSchema);
  return observeUpstream("jaeger", async () => {
    const response = await sendRequest(request);
    if (response.status === 404) return null;
    const first = readJson(request, response).data[0];
    return first ? mapTrace(first) : null;
  });
}

/** One trace by its id; null when Jaeger does not have it, or the text is no trace id. Throws `UpstreamError`. */
export async function getTrace(traceId: string, { fresh }: { fresh?: boolean } = {}): Promise<Trace | null> {
  if (!isTraceId(traceId)) return null;
  const id = traceId.toLowerCase();
  return coalesce(`jaeger trace ${id}`, () => load(id), { fresh });
}
