import "server-only";
import { apiJob, vmagentJob } from "@/lib/plan/contract";
import { sendRequest } from "@/lib/upstream/send-request";

export const stepMs = 15_000;
export const steps = 240;

/** Text of one series sampled every 15 s over the hour before `endMs`. */
function series(name: string, endMs: number, valueAt: (step: number) => number | null): string {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const value = valueAt(step);
    return value === null ? "" : `${name} ${value} ${endMs - (steps - step) * stepMs}\n`;
  }).join("");
}

function histogram(
  name: string,
  labels: string,
  endMs: number,
  perStep: number,
  buckets: Record<string, number>,
): string {
  const all = labels === "" ? "" : `${labels},`;
  return [
    series(`${name}_count{${labels}}`, endMs, (step) => step * perStep),
    series(`${name}_sum{${labels}}`, endMs, (step) => step * perStep * 0.01),
    ...Object.entries(buckets).map(([le, share]) =>
      series(`${name}_bucket{${all}le="${le}"}`, endMs, (step) => step * perStep * share),
    ),
  ].join("");
}

/** Three pods that share one Redis; B2 has not been rolled out; the first APNs failure ever was two minutes ago. */
export function history(endMs: number): string {
  const pods = ["pod-1:8000", "pod-2:8000", "pod-3:8000"].map((pod) => `job="${apiJob}",instance="${pod}"`);
  const gorm = { "0.01": 0.9, "0.1": 1, "+Inf": 1 };
  const bornAt = steps - 8;
  return [
    ...pods.flatMap((pod) => [
      series(`up{${pod}}`, endMs, () => 1),
      series(`process_start_time_seconds{${pod}}`, endMs, () => 1),
      // Each pod reads the same Redis.
      series(`asynq_queue_size{queue="default",${pod}}`, endMs, () => 82),
      series(`asynq_queue_latency_seconds{queue="default",${pod}}`, endMs, () => 12),
      series(`asynq_tasks_enqueued_total{queue="default",state="pending",${pod}}`, endMs, (step) => 1000 - step),
      series(`asynq_tasks_enqueued_total{queue="default",state="retry",${pod}}`, endMs, () => 5),
      series(`asynq_tasks_enqueued_total{queue="default",state="completed",${pod}}`, endMs, () => 77),
      series(`asynq_tasks_enqueued_total{queue="default",state="archived",${pod}}`, endMs, () => 4),
      series(`asynq_tasks_processed_total{queue="default",${pod}}`, endMs, (step) => step * 30),
      series(`asynq_tasks_failed_total{queue="default",${pod}}`, endMs, (step) => step),
      histogram("gorm_query_duration_seconds", `operation="query",table="tasks",${pod}`, endMs, 20, gorm),
      histogram("gorm_query_duration_seconds", `operation="row",${pod}`, endMs, 1, gorm),
      histogram("http_request_duration_seconds", `method="GET",route="/api/tasks/",status="200",${pod}`, endMs, 10, {
        "0.1": 0.5,
        "0.5": 0.9,
        "+Inf": 1,
      }),
    ]),
    histogram("apns_send_duration_seconds", `result="success",${pods[0]}`, endMs, 4, { "0.1": 1, "+Inf": 1 }),
    series(`apns_send_duration_seconds_count{result="error",${pods[0]}}`, endMs, (step) => (step < bornAt ? null : 1)),
    series(`up{job="${vmagentJob}",instance="vmagent:8429"}`, endMs, () => 1),
  ].join("");
}

const timeoutMs = 20_000;
type Store = { url: string; flush: () => Promise<void> };

/** Imports samples into VictoriaMetrics and waits until they can be queried. Throws when it refuses them. */
export async function importHistory({ url, flush }: Store, body: string): Promise<void> {
  const target = { source: "victoriametrics", timeoutMs } as const;
  const imported = await sendRequest({ ...target, url: `${url}/api/v1/import/prometheus`, method: "POST", body });
  if (imported.status !== 204) throw new Error(`VictoriaMetrics answered ${imported.status}.`);
  await flush();
}
