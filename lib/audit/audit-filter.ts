import { z } from "zod";

const text = z.string().trim().max(200).optional();
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "a day such as 2026-11-25")
  .refine((value) => !Number.isNaN(Date.parse(value)), "a day that exists")
  .optional();
const blankIsAbsent = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema);

/** What the audit page and its export can be narrowed to; days are UTC and `to` is included. */
export const auditFilterSchema = z.object({
  actor: optional(text),
  action: optional(text),
  subject: optional(text),
  from: optional(day),
  to: optional(day),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** Reads a filter from a page's URL. A wrong or repeated value is left out and named, since a page has no 400. */
export function readAuditFilter(search: Record<string, string | string[] | undefined>): {
  filter: AuditFilter;
  wrong: string[];
} {
  const names = Object.keys(auditFilterSchema.shape) as (keyof AuditFilter)[];
  const filter: AuditFilter = {};
  const wrong: string[] = [];
  for (const name of names) {
    const parsed = auditFilterSchema.shape[name].safeParse(search[name]);
    if (parsed.success) filter[name] = parsed.data;
    else wrong.push(name);
  }
  return { filter, wrong };
}
