import { vmagentJob } from "@/lib/plan/contract";

const own = `{job="${vmagentJob}"}`;
const hour = "[1h]";

/**
 * What vmagent reported of itself, through the same pipe as everything else, by `fact`: `answers` (by `status_code`,
 * over a window), `retries`, `dropped`, and as last reported within an hour `pending` and `free` (bytes of its queue,
 * and what it has room for), `speed` (bytes sent a second) and `at` (unix seconds).
 */
export function vmagentFacts(seconds: number): string {
  const grown = (metric: string) => `increase_pure(${metric}${own}[${seconds}s])`;
  const facts: Record<string, string> = {
    answers: `sum by (status_code) (${grown("vmagent_remotewrite_requests_total")})`,
    retries: `sum(${grown("vmagent_remotewrite_retries_count_total")})`,
    dropped: `sum(increase(vmagent_remotewrite_packets_dropped_total${own}[${seconds}s]) or increase(vm_persistentqueue_bytes_dropped_total${own}[${seconds}s]))`,
    pending: `sum(last_over_time(vmagent_remotewrite_pending_data_bytes${own}${hour}))`,
    free: `min(last_over_time(vm_persistentqueue_free_disk_space_bytes${own}${hour}))`,
    speed: `sum(rate(vmagent_remotewrite_bytes_sent_total${own}${hour}))`,
    at: `max(tlast_over_time(vmagent_remotewrite_retries_count_total${own}${hour}))`,
  };
  return Object.entries(facts)
    .map(([fact, query]) => `label_set(${query}, "fact", "${fact}")`)
    .join(" or ");
}
