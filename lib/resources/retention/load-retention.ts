import "server-only";
import { z } from "zod";
import { loadCollectorState } from "../collector-state";

/** `oldestMs`: when the oldest kept sample or trace was taken; null when none is there. */
const schema = z.object({ probedAtMs: z.number(), oldestMs: z.number().nullable(), failure: z.string().nullable() });
export type RetentionProbe = z.infer<typeof schema>;
export const retentionKey = (name: "victoriametrics" | "jaeger") => `retention.${name}`;

/** What the last probe of retention found; null before the first. Throws as Prisma does. */
export function loadRetention(name: "victoriametrics" | "jaeger"): Promise<RetentionProbe | null> {
  return loadCollectorState(retentionKey(name), schema);
}
