import { z } from "zod";

/** A container's figures at `readAtMs`. Bytes; null is what the engine does not say. */
export type ContainerStats = {
  readAtMs: number;
  /**
   * Hard limit. Without one, Docker gives the host's memory; Podman and cgroup v1 give a huge number, which is null
   * here.
   */
  limitBytes: number | null;
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

/** The engine's `read` time for a container that does not run: Go's zero time. */
const never = "0001-01-01T00:00:00Z";
/** "No limit" is the largest 64-bit number, or the largest that is a whole page. */
const limitMaxBytes = 2 ** 60;

/**
 * The engine's one-shot stats as ours; "unaccounted" for a container that runs without memory accounting (a kernel
 * started with cgroup_disable=memory, as Raspberry Pi's is), null for one that does not run.
 * Working memory is that of `docker stats` (docker/cli stats_helpers.go, calculateMemUsageUnixNoCache): usage minus
 * total_inactive_file (cgroup v1) or inactive_file (v2) where that is below usage. Throws `ZodError`.
 */
export function parseStats(body: unknown): ContainerStats | "unaccounted" | null {
  const { read, cpu_stats, memory_stats } = statsSchema.parse(body);
  const { usage, limit, stats } = memory_stats;
  if (read === never) return null;
  if (usage === undefined) return "unaccounted";
  const figures = stats ?? {};
  const first = (...names: string[]) => names.map((name) => figures[name]).find((value) => value !== undefined) ?? null;
  const inactiveFile = first("total_inactive_file", "inactive_file");
  return {
    readAtMs: Date.parse(read),
    limitBytes: limit !== undefined && limit < limitMaxBytes ? limit : null,
    usageBytes: usage,
    workingBytes: inactiveFile !== null && inactiveFile < usage ? usage - inactiveFile : usage,
    anonBytes: first("total_rss", "anon"),
    cacheBytes: first("total_cache", "file"),
    swapBytes: first("total_swap", "swap"),
    cpuNs: cpu_stats.cpu_usage.total_usage,
  };
}
