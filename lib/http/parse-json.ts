import "server-only";
import type { z } from "zod";
import type { UpstreamResponse } from "@/lib/http/fetch-upstream";
import { UpstreamError } from "@/lib/http/upstream-error";
import type { Source } from "@/lib/measured";

/**
 * Parses a body as JSON of the given shape, whatever its Content-Type claims (Jaeger sends JSON as text/plain).
 * Throws an `UpstreamError` of kind bad-body that says what came instead.
 */
export function parseJson<T extends z.ZodType>(source: Source, response: UpstreamResponse, schema: T): z.infer<T> {
  const bad = (message: string, cause: unknown) =>
    new UpstreamError({ source, kind: "bad-body", message, httpStatus: response.status }, { cause });
  let json: unknown;
  try {
    json = JSON.parse(response.text);
  } catch (cause) {
    const looksLikeHtml = /^\s*</.test(response.text);
    throw bad(
      looksLikeHtml
        ? "It answered with a web page instead of JSON; is the URL right?"
        : "It answered with broken JSON.",
      cause,
    );
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw bad(`Its JSON has an unexpected shape at ${issue?.path.join(".") || "the top"}.`, parsed.error);
}
