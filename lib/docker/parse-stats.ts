import { z } from "zod";

/** A container's figures at `readAtMs`. Bytes; null is what the engine does not say. */
export type ContainerStats = {
  readAtMs: number;
  /** Hard limit; null when there is none (the engine then gives the host's memory). */
  limitBytes: number;
  /** What the kernel counts, page cache included. */
  usageBytes: number;
  /** Usage without the page cache that can be dropped at once. */
  workingBytes: number;
  anonBytes: number | null;
  cacheBytes: number | null;
  swapBytes: number | null;
  /** CPU time since it started. */
  cpuNs: number;
};

const count = z.number().min(0);
const statsSchema = z.object({
  read: z.string(),
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: count }) }),
  memory_stats: z.object({
    usage: count.optional(),
    limit: count.optional(),
    stats: z.record(z.string(), count).nullish(),
  }),
});

/**
 * The engine's one-shot stats in our form; null for a container that is not running, whose memory part is empty.
 * Working memory is that of `docker stats` (docker/cli stats_helpers.go, calculateMemUsageUnixNoCache): usage minus
 * total_inactive_file (cgroup v1) or inactive_file (v2) where that is below usage. Throws `ZodError`.
 */
export function parseStats(body: unknown): ContainerStats | null {
  const { read, cpu_stats, memory_stats } = statsSchema.parse(body);
  const { usage, limit, stats } = memory_stats;
  if (usage === undefined || limit === undefined) return null;
  const figures = stats ?? {};
  const first = (...names: string[]) => names.map((name) => figures[name]).find((value) => value !== undefined) ?? null;
  const inactiveFile = first("total_inactive_file", "inactive_file");
  return {
    readAtMs: Date.parse(read),
    limitBytes: limit,
    usageBytes: usage,
    workingBytes: inactiveFile !== null && inactiveFile < usage ? usage - inactiveFile : usage,
    anonBytes: first("total_rss", "anon"),
    cacheBytes: first("total_cache", "file"),
    swapBytes: first("total_swap", "swap"),
    cpuNs: cpu_stats.cpu_usage.total_usage,
  };
}
