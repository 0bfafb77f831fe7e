import "server-only";
import { z } from "zod";

// OTLP in JSON: 64-bit integers as decimal strings, enums as numbers, what is empty left out.
const nanos = z.union([z.string().regex(/^\d+$/), z.number().int().nonnegative().transform(String)]).default("0");
const anyValue = z.object({
  stringValue: z.string().optional(),
  boolValue: z.boolean().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.union([z.number(), z.string()]).optional(),
  bytesValue: z.string().optional(),
  arrayValue: z.unknown().optional(),
  kvlistValue: z.unknown().optional(),
});
const attributes = z.array(z.object({ key: z.string(), value: anyValue.default({}) })).default([]);
const span = z.object({
  traceId: z.string().min(1),
  spanId: z.string().min(1),
  parentSpanId: z.string().default(""),
  name: z.string().default(""),
  kind: z.number().int().default(0),
  startTimeUnixNano: nanos,
  endTimeUnixNano: nanos,
  attributes,
  events: z.array(z.object({ timeUnixNano: nanos, name: z.string().default(""), attributes })).default([]),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
  status: z.object({ code: z.number().int().default(0), message: z.string().default("") }).prefault({}),
});
const scopeSpans = z.object({
  scope: z.object({ name: z.string().default(""), version: z.string().default("") }).prefault({}),
  spans: z.array(span).default([]),
});
const resourceSpans = z.object({
  resource: z.object({ attributes }).prefault({}),
  scopeSpans: z.array(scopeSpans).default([]),
});

export const v3TracesSchema = z.object({ result: z.object({ resourceSpans: z.array(resourceSpans).default([]) }) });
export const v3ServicesSchema = z.object({ services: z.array(z.string()).default([]) });

export type V3Traces = z.infer<typeof v3TracesSchema>;
export type V3Span = z.infer<typeof span>;
export type V3Attributes = z.infer<typeof attributes>;
export type V3Scope = z.infer<typeof scopeSpans>["scope"];

const errorSchema = z.object({ error: z.object({ message: z.string() }) });

/** The words of a v3 error answer; undefined when it has none. */
export function v3ErrorTextOf(body: unknown): string | undefined {
  const parsed = errorSchema.safeParse(body);
  return parsed.success ? parsed.data.error.message : undefined;
}
