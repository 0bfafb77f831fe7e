import "server-only";
import { z } from "zod";
import { loadCollectorState } from "./collector-state";
import type { KernelLogCoverage } from "./types";

export const coverageKey = "kernel-log.coverage";
const coverageSchema = z.object({
  source: z.enum(["journal-file", "kmsg", "vmstat", "none"]),
  coveredSinceMs: z.number().nullable(),
  lastReadMs: z.number().nullable(),
  text: z.string(),
  cannotTell: z.string().nullable(),
});

const nothingYet: KernelLogCoverage = {
  source: "none",
  coveredSinceMs: null,
  lastReadMs: null,
  text: "The kernel log was not read yet.",
  cannotTell: "Whether the kernel killed anything.",
};

/** What OOM kills the console can know of, and since when. Throws as Prisma does. */
export async function loadKernelLogCoverage(): Promise<KernelLogCoverage> {
  return (await loadCollectorState(coverageKey, coverageSchema)) ?? nothingYet;
}
