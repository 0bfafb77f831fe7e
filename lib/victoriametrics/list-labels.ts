import "server-only";
import { z } from "zod";
import { env } from "@/lib/runtime/env";
import { askVictoriaMetrics } from "./ask";
import { labelsRequest } from "./urls";

const schema = z.object({ status: z.literal("success"), data: z.array(z.string()) });

/**
 * Names of the labels that the series of a selector carry in a window (VictoriaMetrics rounds it to days). Throws
 * `UpstreamError`.
 */
export async function listLabels(selector: string, window: { startMs: number; endMs: number }): Promise<string[]> {
  const { data } = await askVictoriaMetrics(labelsRequest(env().VICTORIAMETRICS_URL, { selector, ...window }), schema);
  return data;
}
