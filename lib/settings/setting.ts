import "server-only";
import type { z } from "zod";
import { db } from "@/lib/db/client";
import { logger } from "@/lib/runtime/logger";

/** One thing that the owner can set: a row of its own, one JSON value. */
export type Setting<T> = {
  key: string;
  /** Its name in the audit log. */
  name: string;
  schema: z.ZodType<T>;
  /** In force until somebody saves another value. */
  standard: T;
};

/**
 * The value that a stored row puts in force, else the standard. A stored value that no longer fits its schema is logged
 * and ignored, since on-call needs a verdict more than an error page.
 */
export function readSetting<T>({ key, schema, standard }: Setting<T>, row: { value: string } | null): T {
  if (!row) return standard;
  try {
    return schema.parse(JSON.parse(row.value));
  } catch (err) {
    logger().warn({ err, key }, "a stored setting is unusable; its standard is in force");
    return standard;
  }
}

/** The value in force. Throws when the database is broken. */
export async function loadSetting<T>(setting: Setting<T>): Promise<T> {
  return readSetting(setting, await db().setting.findUnique({ where: { key: setting.key } }));
}
