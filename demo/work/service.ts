import { setTimeout as sleep } from "node:timers/promises";
import type { Attributes } from "@opentelemetry/api";
import { endSpan, failSpan, recordError, SpanKind } from "../tracing";
import { HttpError, Panic, type Scope } from "../world";

/**
 * Runs `body` in a manual `service.<Name>` span. A server error marks the span failed; a panic leaves only its exception
 * event, since Go's deferred `span.End` records it without a status; a client error leaves nothing.
 */
export async function runService<T>(
  parent: Scope,
  name: string,
  attributes: Attributes,
  body: (scope: Scope) => Promise<T>,
): Promise<T> {
  const { tracing } = parent.world;
  const { span, context } = tracing.start("manual", `service.${name}`, SpanKind.INTERNAL, parent.context, {
    attributes,
  });
  try {
    if (parent.delayMs) await sleep(parent.delayMs);
    return await body({ ...parent, span, context });
  } catch (error) {
    if (error instanceof Panic) recordError(span, "*errors.errorString", error.message);
    else if (error instanceof HttpError && error.status >= 500) failSpan(span, error.type, error.message);
    throw error;
  } finally {
    endSpan(span);
  }
}
