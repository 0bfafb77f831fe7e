import "server-only";
import type { z } from "zod";
import { fetchUpstream, type UpstreamResponse } from "@/lib/http/fetch-upstream";
import { parseJson } from "@/lib/http/parse-json";
import { UpstreamError } from "@/lib/http/upstream-error";
import { errorAnswer } from "@/lib/victoriametrics/schema";
import type { FormRequest } from "@/lib/victoriametrics/urls";

const timeoutMs = 3000;
const headers = { "content-type": "application/x-www-form-urlencoded" };

/** Sends a query and parses its answer. Throws an `UpstreamError` that carries VictoriaMetrics' own reason. */
export async function askVictoriaMetrics<T extends z.ZodType>(request: FormRequest, schema: T): Promise<z.infer<T>> {
  const response = await fetchUpstream({ source: "victoriametrics", ...request, method: "POST", headers, timeoutMs });
  if (response.status !== 200) throw badStatus(response);
  return parseJson("victoriametrics", response, schema);
}

function badStatus(response: UpstreamResponse): UpstreamError {
  const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
  return new UpstreamError({
    source: "victoriametrics",
    kind: "bad-status",
    message: `It answered ${response.status}${reasonOf(response.text)}.`,
    httpStatus: response.status,
    ...(Number.isFinite(retryAfter) ? { retryAfterSeconds: retryAfter } : {}),
  });
}

function reasonOf(body: string): string {
  try {
    const { error } = errorAnswer.parse(JSON.parse(body));
    return `: ${error.replace(/\s+/g, " ").slice(0, 200).replace(/\.$/, "")}`;
  } catch {
    return "";
  }
}
