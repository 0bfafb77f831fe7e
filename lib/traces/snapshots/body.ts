import { z } from "zod";
import { rootSpan } from "@/lib/jaeger/root";
import type { Span, Trace } from "@/lib/jaeger/trace";
import { buildSpanTree } from "../span-tree";

/** The largest kept trace; a typical one of 23 spans takes about 10 kB. */
export const sizeBytesMax = 1_000_000;
export const snapshotsMax = 500;

const tags = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const link = z.object({ traceId: z.string(), spanId: z.string() });
const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().nullable(),
  service: z.string(),
  name: z.string(),
  kind: z.string(),
  startUs: z.number(),
  durationUs: z.number(),
  tags,
  resource: tags,
  events: z.array(z.object({ name: z.string(), timestampUs: z.number(), attributes: tags })),
  links: z.array(link),
  warnings: z.array(z.string()),
});
/** The stored body: spans name their process by its index, since all spans of a pod carry the same attributes. */
export const snapshotSchema = z.object({
  traceId: z.string(),
  warnings: z.array(z.string()),
  resources: z.array(tags),
  spans: z.array(span.omit({ resource: true }).extend({ resource: z.number().int().nonnegative() })),
});

function encode(trace: Trace, spans: readonly Span[]): string {
  const indexes = new Map<string, number>();
  const resources: Span["resource"][] = [];
  const placed = spans.map((item) => {
    const key = JSON.stringify(item.resource);
    const known = indexes.get(key) ?? resources.length;
    if (known === resources.length) resources.push(item.resource);
    indexes.set(key, known);
    return { ...item, resource: known };
  });
  return JSON.stringify({ traceId: trace.traceId, warnings: trace.warnings, resources, spans: placed });
}

const withoutLongTexts = (item: Span): Span => ({
  ...item,
  tags: shortened(item.tags),
  events: item.events.slice(0, 5).map((event) => ({ ...event, attributes: shortened(event.attributes) })),
});
const shortened = (from: Span["tags"]): Span["tags"] =>
  Object.fromEntries(
    Object.entries(from)
      .slice(0, 20)
      .map(([key, value]) => [key, typeof value === "string" ? value.slice(0, 200) : value]),
  );

/**
 * A cleaned trace as it is kept, within `bytesMax`: long texts are cut first, then the spans furthest from the root
 * are left out; `omitted` says how many.
 */
export function encodeSnapshot(trace: Trace, bytesMax = sizeBytesMax): { body: string; omitted: number } {
  const full = encode(trace, trace.spans);
  if (Buffer.byteLength(full) <= bytesMax) return { body: full, omitted: 0 };
  const nodes = buildSpanTree(trace)?.nodes ?? [];
  let kept = nodes.toSorted((a, b) => a.depth - b.depth).map((node) => withoutLongTexts(node.span));
  let body = encode(trace, kept);
  while (Buffer.byteLength(body) > bytesMax) {
    kept = kept.slice(0, Math.floor((kept.length * bytesMax * 0.95) / Buffer.byteLength(body)));
    body = encode(trace, kept);
  }
  return { body, omitted: trace.spans.length - kept.length };
}

/** The trace of a stored body. Throws a zod or syntax error when it is not one. */
export function decodeSnapshot(body: string): Trace {
  return unpackSnapshot(snapshotSchema.parse(JSON.parse(body)));
}

/** The trace of a parsed body. Throws when it has no span. */
export function unpackSnapshot({ resources, spans, ...trace }: z.infer<typeof snapshotSchema>): Trace {
  const mapped = spans.map((item): Span => ({ ...item, resource: resources[item.resource] ?? {} }));
  const decoded = { ...trace, spans: mapped };
  if (!rootSpan(decoded)) throw new Error("a kept trace has no span");
  return decoded;
}
