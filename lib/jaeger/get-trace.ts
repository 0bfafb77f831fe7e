import "server-only";
import pLimit from "p-limit";
import { isTraceId } from "@/lib/format/trace-id";
import { env } from "@/lib/runtime/env";
import { processState } from "@/lib/runtime/process-state";
import { coalesce } from "@/lib/upstream/coalesce";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { mapTrace } from "./map-trace";
import { tracesSchema } from "./schema";
import { noteVersions } from "./seen-versions";
import { askServedApi, askV3, isUnreadable } from "./served-api";
import { noteSpans } from "./span-index";
import type { Trace } from "./trace";
import { traceUrl } from "./urls";
import { mapV3Traces } from "./v3/map-traces";
import { v3TracesSchema } from "./v3/schema";
import { v3TraceUrl } from "./v3/urls";

const json = tracesSchema.transform(({ data }): Trace | null => (data[0] ? mapTrace(data[0]) : null));
const v3 = v3TracesSchema.transform((body): Trace | null => mapV3Traces(body)[0] ?? null);

/** Each is held several times over while it is read; more at once do not fit into the console's memory. */
const atOnceMax = 2;
const limit = () => processState("jaeger.trace-limit", () => pLimit(atOnceMax));

async function load(traceId: string): Promise<Trace | null> {
  const base = env().JAEGER_URL;
  const v3Way = { url: v3TraceUrl(base, traceId), schema: v3, onNotFound: null };
  const jsonWay = { url: traceUrl(base, traceId), schema: json, onNotFound: null };
  const trace = await askServedApi("trace", { json: jsonWay, camel: v3Way, snake: v3Way }).catch(async (error) => {
    const isHopeless = !(error instanceof UpstreamError) || !isUnreadable(error) || error.failure.tooLarge;
    const rescued = isHopeless ? undefined : await askV3([["snake", v3Way]]);
    if (rescued === undefined) throw error;
    return rescued;
  });
  if (trace) {
    noteSpans([trace]);
    noteVersions([trace]);
  }
  return trace;
}

/** One trace by its id; null when Jaeger does not have it, or the text is not a trace id. Throws `UpstreamError`. */
export async function getTrace(traceId: string, { fresh }: { fresh?: boolean } = {}): Promise<Trace | null> {
  if (!isTraceId(traceId)) return null;
  const id = traceId.toLowerCase();
  return coalesce(`jaeger trace ${id}`, () => limit()(() => load(id)), { fresh });
}
