import type { LaneName } from "./types";

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

/** What the rollout must deliver before a lane has data (plan.md, step 1). */
export const notReachedTexts: Record<LaneName, string> = {
  database:
    "gorm_query_duration_seconds has not arrived: the GORM plugin of step 1 is not deployed, or nothing queried.",
  b2: "b2_upload_duration_seconds has not arrived: ObserveB2Upload is not deployed, or nothing was ever uploaded.",
  push: "apns_ and fcm_send_duration_seconds have not arrived: their observers are not deployed, or nothing was pushed.",
  jobs: "No asynq_* series has arrived: asynq's exporter is not registered, or no queue ever had a task.",
};

/** Why the shares of the database are upper bounds. */
export const preloadNote =
  "A preload is counted twice: in its own row and within the query that asked for it. Times and shares are upper bounds; traces show the time of each query itself.";
