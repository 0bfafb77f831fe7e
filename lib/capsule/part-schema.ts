import { z } from "zod";

/**
 * A part of a capsule: what was found and when it was sampled, "asked, and there was nothing", or why it could not be
 * had. Unknown is never left out. Times are unix milliseconds throughout.
 */
export const partOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion("state", [
    z.object({ state: z.literal("known"), source: z.string(), atMs: z.number(), value }),
    z.object({ state: z.literal("nothing"), source: z.string(), atMs: z.number() }),
    z.object({ state: z.literal("unknown"), source: z.string(), atMs: z.number(), reason: z.string() }),
  ]);

export const health = z.enum(["ok", "warn", "bad", "unknown"]);
export const figure = z.number().nullable();
