import type { CallLane } from "@/lib/victoriametrics/promql/dependencies";
import type { CallRow } from "./types";

type Criteria = { operation?: string; attribute?: string };

/**
 * The trace search that finds the spans of a row: by the name that the plan gives them, and by the row's own labels.
 */
export function callCriteria(lane: CallLane, { keys, failed }: Pick<CallRow, "keys" | "failed">): Criteria {
  const [first, second] = keys;
  if (lane === "database") {
    const operation = `gorm.${(second ?? "query").replace(/^./, (letter) => letter.toUpperCase())}`;
    return first === null || first === undefined ? { operation } : { operation, attribute: `db.sql.table=${first}` };
  }
  if (lane === "b2") {
    if (failed) return { operation: "b2.PutObject", attribute: "error=true" };
    return { operation: "b2.PutObject", ...(first ? { attribute: `bucket=${first}` } : {}) };
  }
  const operation = first === "FCM" ? "fcm.send" : "apns.send";
  return failed ? { operation, attribute: "error=true" } : { operation };
}

/** The search that finds the tries of a task type, or those of all jobs: the plan's spans name no queue. */
export function jobCriteria(task: { type: string; failed: boolean } | null): Criteria {
  if (task === null) return { attribute: "span.kind=consumer" };
  return { operation: `asynq.${task.type}`, ...(task.failed ? { attribute: "error=true" } : {}) };
}
