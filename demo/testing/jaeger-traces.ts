import { z } from "zod";

const fieldSchema = z.object({ key: z.string(), type: z.string(), value: z.unknown() });
const spanSchema = z.object({
  spanID: z.string(),
  traceID: z.string(),
  operationName: z.string(),
  startTime: z.number(),
  references: z.array(z.object({ refType: z.string(), spanID: z.string(), traceID: z.string() })),
  tags: z.array(fieldSchema),
  logs: z.array(z.object({ fields: z.array(fieldSchema) })),
});
const tracesSchema = z.object({
  data: z.array(
    z.object({ spans: z.array(spanSchema), processes: z.record(z.string(), z.object({ tags: z.array(fieldSchema) })) }),
  ),
});

export type RawTrace = z.infer<typeof tracesSchema>["data"][number];
export type RawSpan = RawTrace["spans"][number];

/** Jaeger's own JSON, unmapped: the tests compare it with captures of the real program. */
export function parseTraces(json: unknown): RawTrace[] {
  return tracesSchema.parse(json).data;
}

/** Searches Jaeger; newest first. */
export async function searchTraces(jaegerUrl: string, operation: string, limit = 10): Promise<RawTrace[]> {
  const query = new URLSearchParams({ service: "honeydue-api", operation, limit: String(limit) });
  return parseTraces(await (await fetch(`${jaegerUrl}/api/traces?${query}`)).json());
}

/** One trace, or undefined while Jaeger does not have it. */
export async function getTrace(jaegerUrl: string, traceId: string): Promise<RawTrace | undefined> {
  const response = await fetch(`${jaegerUrl}/api/traces/${traceId}`);
  return response.ok ? parseTraces(await response.json())[0] : undefined;
}

/** A tag's value. */
export function tagOf(span: RawSpan | undefined, key: string): unknown {
  return span?.tags.find((tag) => tag.key === key)?.value;
}

/** The root: the span whose parent is not in the trace. */
export function rootOf({ spans }: RawTrace): RawSpan | undefined {
  const ids = new Set(spans.map(({ spanID }) => spanID));
  return spans.find(({ references }) => !references.some((ref) => ref.refType === "CHILD_OF" && ids.has(ref.spanID)));
}

/** A trace without its values: each span by time, with its parent, the types of its tags and its events. */
export function shapeOf(trace: RawTrace) {
  const names = new Map(trace.spans.map(({ spanID, operationName }) => [spanID, operationName]));
  const types = (fields: RawSpan["tags"]) => fields.map(({ key, type }) => `${key}: ${type}`).sort();
  const bySpan = [...trace.spans].sort((a, b) => a.startTime - b.startTime);
  return bySpan.map((span) => {
    const parent = span.references.find(({ refType }) => refType === "CHILD_OF");
    return {
      name: span.operationName,
      parent: (parent && names.get(parent.spanID)) ?? null,
      kind: tagOf(span, "span.kind"),
      scope: [tagOf(span, "otel.scope.name"), tagOf(span, "otel.scope.version")],
      tags: types(span.tags),
      events: span.logs.map(({ fields }) => types(fields)),
    };
  });
}

/** The names and types of what a trace says about its process. */
export function processTagsOf({ processes }: RawTrace): string[] {
  return Object.values(processes).flatMap(({ tags }) => tags.map(({ key, type }) => `${key}: ${type}`));
}
