import { formatAge, formatDuration, formatPercent } from "@/lib/format/quantity";
import type { LaneCode, LaneFault, LaneName } from "./types";

export const laneTitles: Record<LaneName, string> = {
  database: "Database",
  b2: "B2 uploads",
  push: "Push",
  jobs: "Jobs",
};

export const nounOf: Record<LaneName, { one: string; many: string }> = {
  database: { one: "query", many: "queries" },
  b2: { one: "upload", many: "uploads" },
  push: { one: "push", many: "pushes" },
  jobs: { one: "try", many: "tries" },
};

/** What the rollout must deliver before a lane has data (plan.md, step 1); the console looks back over a day. */
export const notReachedTexts: Record<LaneName, string> = {
  database:
    "gorm_query_duration_seconds has not arrived in 24 h: the GORM plugin of step 1 is not deployed, or nothing queried.",
  b2: "b2_upload_duration_seconds has not arrived in 24 h: ObserveB2Upload is not deployed, or nothing was uploaded.",
  push: "apns_ and fcm_send_duration_seconds have not arrived in 24 h: their observers are not deployed, or nothing was pushed.",
  jobs: "No asynq_* series has arrived in 24 h: asynq's exporter is not registered, or no queue had a task.",
};

/** Why the shares of the database are upper bounds. */
export const preloadNote =
  "A preload is counted twice: in its own row and within the query that asked for it. Times and shares are upper bounds; traces show the time of each query itself.";

/** How each code of a lane reads. */
export const laneCodeWords: Record<LaneCode, string> = {
  ok: "ok",
  slow: "slow",
  failing: "failing",
  late: "late",
  stuck: "stuck",
  paused: "paused",
  recovering: "recovering",
  "few-calls": "few calls",
  idle: "idle",
  "not-current": "not current",
  "not-scraped": "not scraped",
  vanished: "vanished",
};

const failingNouns: Record<string, string> = { b2: "uploads", APNs: "APNs pushes", FCM: "FCM pushes" };

/** What a fault of a lane is, in a few words. */
export function describeFault(fault: LaneFault, lane: LaneName): string {
  if (fault.kind === "slow") {
    const whose = lane === "push" ? `${fault.subject} ` : "";
    return `${whose}p95 ${formatDuration(fault.p95Ms)} (limit ${formatDuration(fault.limitMs)})`;
  }
  if (fault.kind === "failing") {
    const what = lane === "jobs" ? `tries in ${fault.subject}` : (failingNouns[fault.subject] ?? "calls");
    return `${formatPercent(fault.failures / fault.calls)} of ${what} failed (limit ${formatPercent(fault.limit)})`;
  }
  if (fault.kind === "paused") {
    const waiting = fault.backlog === null ? "" : `, ${fault.backlog} waiting`;
    return `${fault.subject} is paused${waiting}: somebody paused it, and its tasks wait until it is resumed`;
  }
  if (fault.kind === "vanished") {
    return "asynq reports nothing while the API is scraped, as when it cannot reach Redis. That is not an empty queue";
  }
  const waited = `${fault.subject}: the oldest task has waited ${formatAge(fault.waitSeconds * 1000)}`;
  return `${waited} (limit ${formatAge(fault.limitSeconds * 1000)})`;
}
