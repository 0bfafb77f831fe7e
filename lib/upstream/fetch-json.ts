import "server-only";
import type { z } from "zod";
import type { Source } from "@/lib/measured";
import { observeUpstream } from "./observe-upstream";
import { sendRequest, type UpstreamRequest, type UpstreamResponse } from "./send-request";
import { sourceTitles } from "./source-titles";
import { UpstreamError } from "./upstream-error";

export type JsonRequest<T> = UpstreamRequest & {
  schema: z.ZodType<T>;
  /** The upstream's own words in an error body, when it has any. */
  errorTextOf: (body: unknown) => string | undefined;
};

const errorTextMax = 300;

function badBody(source: Source, problem: string, cause?: unknown): UpstreamError {
  return new UpstreamError({ source, kind: "bad-body", message: `${sourceTitles[source]} ${problem}` }, { cause });
}

function parseJson(source: Source, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const html = /^\s*</.test(text);
    throw badBody(source, html ? "answered with a web page instead of JSON." : "answered with broken JSON.", cause);
  }
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds of a Retry-After header; undefined when absent or a date. */
function retryAfterSeconds(header: string | undefined): number | undefined {
  return header && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

function badStatus<T>(request: JsonRequest<T>, response: UpstreamResponse): UpstreamError {
  const { source } = request;
  const own = request.errorTextOf(jsonOrUndefined(response.text))?.trim().slice(0, errorTextMax);
  return new UpstreamError({
    source,
    kind: "bad-status",
    message: `${sourceTitles[source]} answered with status ${response.status}${own ? `: ${own}` : "."}`,
    httpStatus: response.status,
    retryAfterSeconds: retryAfterSeconds(response.headers["retry-after"]),
  });
}

/** Reads an answer as JSON of the given schema. Throws `UpstreamError` (bad-status, bad-body). */
export function readJson<T>(request: JsonRequest<T>, response: UpstreamResponse): T {
  if (response.status < 200 || response.status > 299) throw badStatus(request, response);
  const parsed = request.schema.safeParse(parseJson(request.source, response.text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue && issue.path.length > 0 ? ` at ${issue.path.slice(0, 6).join(".")}` : "";
  throw badBody(request.source, `answered with JSON of an unexpected form${place}.`, parsed.error);
}

/**
 * Asks an upstream for JSON and returns it parsed by the schema; the count and the time include the parsing. Content
 * types are ignored: Jaeger sends JSON as text/plain. Throws `UpstreamError` of any kind.
 */
export function fetchJson<T>(request: JsonRequest<T>): Promise<T> {
  return observeUpstream(request.source, async () => readJson(request, await sendRequest(request)));
}
