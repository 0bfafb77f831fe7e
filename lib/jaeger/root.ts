import { type Span, type Trace, tagText } from "./trace";

const byStart = (a: Span, b: Span) =>
  a.startUs - b.startUs || b.durationUs - a.durationUs || (a.spanId < b.spanId ? -1 : 1);

/**
 * The span that stands for the whole trace: one whose parent is not in the trace (a request with a `traceparent` header
 * has a parent that Jaeger never saw). Of several, one without any parent goes first, then the earliest. Null for a
 * trace without spans.
 */
export function rootSpan(trace: Trace): Span | null {
  const ids = new Set(trace.spans.map((span) => span.spanId));
  const tops = trace.spans.filter((span) => span.parentSpanId === null || !ids.has(span.parentSpanId));
  const parentless = tops.filter((span) => span.parentSpanId === null);
  const candidates = [parentless, tops, trace.spans].find((spans) => spans.length > 0);
  return candidates?.toSorted(byStart)[0] ?? null;
}

/** HTTP status of a server span, by the new or the old semantic conventions; null when it has none. */
export function httpStatusOf(span: Span): number | null {
  const text = tagText(span.tags, "http.response.status_code") ?? tagText(span.tags, "http.status_code");
  return text !== undefined && /^[1-5]\d\d$/.test(text) ? Number(text) : null;
}

/**
 * "POST /api/documents/", by the new or the old conventions; "GET (no route)" where no route matched, "OTHER ..." for a
 * method that is none, and the span's own name where it is not an HTTP request ("asynq.document:thumbnail").
 */
export function routeNameOf(span: Span): string {
  const method = tagText(span.tags, "http.request.method") ?? tagText(span.tags, "http.method");
  if (method === undefined) return span.name;
  const route = tagText(span.tags, "http.route");
  return `${method === "_OTHER" ? "OTHER" : method} ${route ? route : "(no route)"}`;
}

const exceptionOf = (span: Span) => span.events.find((event) => event.name === "exception");
const hasErrorTag = (span: Span) => tagText(span.tags, "error") === "true";

/**
 * Whether the request itself failed: its root has the error tag, OR a status of 500 and above, OR an exception event (a
 * panic that was recovered outside the tracing middleware leaves only that). A failed push inside a request that
 * answered 200 does not count.
 */
export function isFailedTrace(trace: Trace): boolean {
  const root = rootSpan(trace);
  if (!root) return false;
  const status = httpStatusOf(root);
  return hasErrorTag(root) || (status !== null && status >= 500) || exceptionOf(root) !== undefined;
}

function ownErrorText(span: Span): string | undefined {
  const exception = exceptionOf(span);
  return (
    (exception && tagText(exception.attributes, "exception.message")) ||
    tagText(span.tags, "otel.status_description") ||
    undefined
  );
}

/**
 * Why a failed trace failed: the root's own text (otelecho keeps it in `echo.error`), else that of the latest-started
 * span with an error, which is where it began. Null when the trace did not fail or says nothing.
 */
export function errorTextOf(trace: Trace): string | null {
  const root = rootSpan(trace);
  if (!root || !isFailedTrace(trace)) return null;
  const own = tagText(root.tags, "echo.error") || ownErrorText(root);
  if (own) return own;
  const deepestFirst = trace.spans.toSorted(byStart).toReversed();
  for (const span of deepestFirst) {
    const text = ownErrorText(span);
    if (text) return text;
  }
  return null;
}
