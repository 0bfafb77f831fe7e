import "server-only";
import { type Measured, mapMeasured } from "@/lib/measured";
import { logger } from "@/lib/runtime/logger";
import type { Part } from "./schema";

/** A measurement as a part of a capsule, its value in the capsule's form. */
export function partOfMeasured<T, U>(measured: Measured<T>, source: string, map: (value: T) => U): Part<U> {
  const mapped = mapMeasured(measured, map);
  if (mapped.state === "ready") return { state: "known", source, atMs: mapped.sampledAtMs, value: mapped.value };
  if (mapped.state === "empty") return { state: "nothing", source, atMs: mapped.askedAtMs };
  const reason = mapped.state === "error" ? mapped.failure.message : "It was not asked for.";
  return { state: "unknown", source, atMs: mapped.state === "error" ? mapped.askedAtMs : Date.now(), reason };
}

/** Runs what collects a part; whatever it throws makes only this part unknown. The log has the cause. */
export async function collectPart<T>(source: string, load: () => Promise<Part<T>>): Promise<Part<T>> {
  try {
    return await load();
  } catch (err) {
    logger().error({ err, source }, "a part of a capsule could not be had");
    const reason = "The console could not read it; its log has the reason.";
    return { state: "unknown", source, atMs: Date.now(), reason };
  }
}

/** A part that the console itself knows, as of now. */
export const known = <T>(source: string, value: T): Part<T> => ({ state: "known", source, atMs: Date.now(), value });
