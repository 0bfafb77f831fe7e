import "server-only";
import { z } from "zod";

const labels = z.record(z.string(), z.string());
// Points are read by `readPoint`: a chart of 1,000 routes has 240,000 of them.
const vector = z.object({
  resultType: z.literal("vector"),
  result: z.array(z.object({ metric: labels, value: z.unknown() })),
});
const scalar = z.object({ resultType: z.literal("scalar"), result: z.unknown() });
const matrix = z.object({
  resultType: z.literal("matrix"),
  result: z.array(z.object({ metric: labels, values: z.array(z.unknown()) })),
});

export const instantSchema = z.object({
  status: z.literal("success"),
  data: z.discriminatedUnion("resultType", [vector, scalar]),
});
/** An instant query of a range: the stored samples themselves. */
export const rawSchema = z.object({ status: z.literal("success"), data: matrix });
export const rangeSchema = z.object({ status: z.literal("success"), data: matrix });

const errorSchema = z.object({ error: z.string() });

/** VictoriaMetrics' own words in an error answer; undefined when it has none. */
export function errorTextOf(body: unknown): string | undefined {
  const parsed = errorSchema.safeParse(body);
  return parsed.success ? parsed.data.error : undefined;
}
