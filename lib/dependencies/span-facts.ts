import { type Span, type Trace, tagText } from "@/lib/jaeger/trace";
import { nearestRank } from "@/lib/stats/nearest-rank";
import type { PushFailure, TaskFacts, UploadFacts } from "./types";

/** Spans of an operation, each once, newest first: the same trace can come from several searches. */
export function spansNamed(traces: readonly Trace[], matches: (span: Span) => boolean): Span[] {
  const unique = new Map<string, Span>();
  for (const { spans } of traces) {
    for (const span of spans) if (matches(span)) unique.set(`${span.traceId} ${span.spanId}`, span);
  }
  return [...unique.values()].toSorted((a, b) => b.startUs - a.startUs);
}

/** Failed by its error tag, or by an exception event, which is all that a panic leaves. */
function isFailedSpan({ tags, events }: Span): boolean {
  return tagText(tags, "error") === "true" || events.some(({ name }) => name === "exception");
}

/** Each group has its first item, which is the newest of it. */
function group<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

const numberOf = (span: Span, key: string) => {
  const value = Number(tagText(span.tags, key));
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/** Uploads by bucket and result with the bytes that their spans carry. */
export function uploadFacts(spans: readonly Span[]): UploadFacts[] {
  const resultOf = (span: Span) => tagText(span.tags, "result") ?? (isFailedSpan(span) ? "error" : "success");
  const bucketOf = (span: Span) => tagText(span.tags, "bucket") ?? "(no bucket)";
  return group(spans, (span) => `${bucketOf(span)}\n${resultOf(span)}`).map((uploads) => {
    const [first] = uploads;
    const sizes = uploads.flatMap((span) => numberOf(span, "size_bytes") ?? []);
    return {
      bucket: bucketOf(first),
      result: resultOf(first),
      uploads: uploads.length,
      p95Bytes: nearestRank(sizes, 0.95),
      totalBytes: sizes.reduce((sum, size) => sum + size, 0),
      sizeUnknown: uploads.length - sizes.length,
    };
  });
}

/** The push service by the name of a span; null for any other span. */
export function pushServiceOf({ name }: Pick<Span, "name">): PushFailure["service"] | null {
  return name === "apns.send" ? "APNs" : name === "fcm.send" ? "FCM" : null;
}

/** Failed pushes by service and reason, most frequent first. A push that was accepted has an empty reason. */
export function pushFailures(spans: readonly Span[]): PushFailure[] {
  const failed = spans.filter(isFailedSpan);
  const reasonOf = (span: Span) =>
    tagText(span.tags, "reason") || tagText(span.tags, "otel.status_description") || "no reason given";
  const rows = group(failed, (span) => `${span.name}\n${reasonOf(span)}\n${tagText(span.tags, "status_code")}`).flatMap(
    (pushes) => {
      const [newest] = pushes;
      const service = pushServiceOf(newest);
      if (service === null) return [];
      return {
        service,
        reason: reasonOf(newest),
        statusCode: numberOf(newest, "status_code"),
        failures: pushes.length,
        newestAtMs: newest.startUs / 1000,
        traceId: newest.traceId,
      };
    },
  );
  return rows.toSorted((a, b) => b.failures - a.failures);
}

const taskPrefix = "asynq.";
/** The task type of a job's span: its attribute, else what its name says; null when it is not a job. */
export function taskTypeOf(span: Span): string | null {
  if (!span.name.startsWith(taskPrefix)) return null;
  return tagText(span.tags, "task.type") ?? span.name.slice(taskPrefix.length);
}

/** Attempts by task type, most failures first. Each attempt is a trace of its own. */
export function taskFacts(spans: readonly Span[]): TaskFacts[] {
  const typeOf = (span: Span) => taskTypeOf(span) ?? span.name;
  const rows = group(spans, typeOf).map((tries) => {
    const [newest] = tries;
    const durations = tries.map(({ durationUs }) => durationUs / 1000);
    const failed = tries.filter(isFailedSpan);
    return {
      type: typeOf(newest),
      tries: tries.length,
      failed: failed.length,
      retries: tries.filter((span) => (numberOf(span, "retry_count") ?? 0) > 0).length,
      p50Ms: nearestRank(durations, 0.5),
      maxMs: Math.max(...durations),
      newestAtMs: newest.startUs / 1000,
      traceId: (failed[0] ?? newest).traceId,
    };
  });
  return rows.toSorted((a, b) => b.failed - a.failed || b.tries - a.tries || (a.type < b.type ? -1 : 1));
}
