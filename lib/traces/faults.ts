import { httpStatusOf } from "@/lib/jaeger/root";
import { type Span, tagText } from "@/lib/jaeger/trace";
import type { SpanTree } from "./span-tree";

/** One thing that went wrong, at the deepest span that says so. The spans above it that repeat it are its marks. */
export type Fault = { index: number; text: string; type: string | null; failedRequest: boolean };

const exceptionOf = (span: Span) => span.events.find((event) => event.name === "exception");

/**
 * Whether a span says that it failed: the error tag, the status ERROR, a server status of 500 and above, or an
 * exception event (a panic leaves only that).
 */
export function isErrorSpan(span: Span): boolean {
  if (tagText(span.tags, "error") === "true" || tagText(span.tags, "otel.status_code") === "ERROR") return true;
  if (exceptionOf(span)) return true;
  const status = httpStatusOf(span);
  return span.kind === "server" && status !== null && status >= 500;
}

function ownTextOf(span: Span): string {
  const exception = exceptionOf(span)?.attributes ?? {};
  const own = tagText(exception, "exception.message") || tagText(span.tags, "otel.status_description");
  return own || tagText(span.tags, "echo.error") || tagText(span.tags, "reason") || "";
}

function faultOf(span: Span, index: number, failedRequest: boolean): Fault {
  const status = httpStatusOf(span);
  const text = ownTextOf(span) || (status === null ? "" : `status ${status}`);
  return { index, text, type: tagText(exceptionOf(span)?.attributes ?? {}, "exception.type") ?? null, failedRequest };
}

/**
 * What went wrong in a trace, one entry per fault: an error repeats on every layer above it (query, service, root), so
 * a span with a failed child is a mark of the child's fault, and so is one above a fault that has no text of its own.
 * `failedRequest` when the failure reached the root; a rejected push inside an answered request did not.
 */
export function faultsOf({ nodes }: SpanTree): Fault[] {
  const failed = nodes.map(({ span }) => isErrorSpan(span));
  const reachesRoot = new Uint8Array(nodes.length);
  const failedChild = new Uint8Array(nodes.length);
  const failedBelow = new Uint8Array(nodes.length);
  nodes.forEach(({ parent }, index) => {
    if (failed[index] && (parent === null || reachesRoot[parent] === 1)) reachesRoot[index] = 1;
    if (failed[index] && parent !== null) failedChild[parent] = 1;
  });
  for (let index = nodes.length - 1; index > 0; index -= 1) {
    const parent = nodes[index]?.parent ?? null;
    if (parent !== null && (failed[index] || failedBelow[index])) failedBelow[parent] = 1;
  }
  return nodes.flatMap(({ span }, index) => {
    const isMark = failedChild[index] === 1 || (failedBelow[index] === 1 && ownTextOf(span) === "");
    return failed[index] && !isMark ? [faultOf(span, index, reachesRoot[index] === 1)] : [];
  });
}

/**
 * The fault that made the request fail: the one whose text the root repeats, else the last that reached the root, else
 * the last of all; null without faults.
 */
export function causeOf(faults: readonly Fault[], rootText: string | null): Fault | null {
  const candidates = faults.filter(({ failedRequest }) => failedRequest);
  const named = candidates.find(({ text }) => text !== "" && rootText?.includes(text));
  return named ?? candidates.at(-1) ?? faults.at(-1) ?? null;
}
