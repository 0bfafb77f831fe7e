import "server-only";
import { z } from "zod";

// 64-bit integers beyond 2^53 come as strings.
const integer = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.number().finite());
const tag = z.object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) });
/** Empty lists come as null from some stores. */
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const span = z.object({
  traceID: z.string().min(1),
  spanID: z.string().min(1),
  operationName: z.string(),
  references: list(z.object({ refType: z.string(), traceID: z.string(), spanID: z.string() })),
  startTime: integer,
  duration: integer,
  tags: list(tag),
  logs: list(z.object({ timestamp: integer, fields: list(tag) })),
  processID: z.string(),
  warnings: list(z.string()),
});
const process = z.object({ serviceName: z.string(), tags: list(tag) });
const trace = z.object({
  traceID: z.string().min(1),
  spans: list(span),
  processes: z.record(z.string(), process),
  warnings: list(z.string()),
});

export const tracesSchema = z.object({ data: z.array(trace) });
export const servicesSchema = z.object({ data: list(z.string()) });

export type WireTag = z.infer<typeof tag>;
export type WireSpan = z.infer<typeof span>;
export type WireTrace = z.infer<typeof trace>;

const errorSchema = z.object({ errors: z.array(z.object({ msg: z.string() })).min(1) });

/** Jaeger's own words in an error answer; undefined when it has none. */
export function errorTextOf(body: unknown): string | undefined {
  const parsed = errorSchema.safeParse(body);
  return parsed.success ? parsed.data.errors[0]?.msg : undefined;
}
