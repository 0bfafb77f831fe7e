import { z } from "zod";

const labels = z.record(z.string(), z.string());
/** Values are strings, so that NaN and +Inf survive JSON; a number is not what VictoriaMetrics sends. */
const point = z.tuple([z.number(), z.string()]);

export const vectorAnswer = z.object({
  status: z.literal("success"),
  data: z.object({ resultType: z.literal("vector"), result: z.array(z.object({ metric: labels, value: point })) }),
});

export const matrixAnswer = z.object({
  status: z.literal("success"),
  data: z.object({
    resultType: z.literal("matrix"),
    result: z.array(z.object({ metric: labels, values: z.array(point) })),
  }),
});

export const errorAnswer = z.object({ error: z.string() });

/** A sample's value; NaN and infinities are "no value". */
export function finiteValue(text: string): number | null {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
