import "server-only";
import type { z } from "zod";
import { fetchJson } from "@/lib/upstream/fetch-json";
import { UpstreamError } from "@/lib/upstream/upstream-error";
import { errorTextOf } from "./schema";
import type { FormRequest } from "./urls";

const timeoutMs = 3000;
/** A chart of 1,000 routes is about 5 MB; more than this is not an answer this console asked for. */
const maxBodyBytes = 16 * 1024 * 1024;

/** Sends one call of the query API. Throws `UpstreamError`. */
export function askVictoriaMetrics<T>({ url, method, body }: FormRequest, schema: z.ZodType<T>): Promise<T> {
  const headers: Record<string, string> =
    method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {};
  const answer = fetchJson({
    source: "victoriametrics",
    url,
    method,
    headers,
    body,
    timeoutMs,
    maxBodyBytes,
    schema,
    errorTextOf,
  });
  return answer.catch((error: unknown) => {
    throw asTooHeavy(error);
  });
}

/** What VictoriaMetrics says when a query needs more memory, series or samples than its flags allow a single one. */
const tooHeavyWords = /memory|-search\.max|maxUniqueTimeseries|the number of matching timeseries exceeds/i;

function asTooHeavy(error: unknown): unknown {
  if (!(error instanceof UpstreamError) || error.failure.kind !== "bad-status") return error;
  if (!tooHeavyWords.test(error.failure.message)) return error;
  const message = `VictoriaMetrics refused this question as too heavy for its memory. A shorter range asks for less. ${error.failure.message}`;
  return new UpstreamError({ ...error.failure, message, tooHeavy: true }, { cause: error });
}

export function badPoint(): UpstreamError {
  return new UpstreamError({
    source: "victoriametrics",
    kind: "bad-body",
    message: "VictoriaMetrics answered with a value that is not a number.",
  });
}
