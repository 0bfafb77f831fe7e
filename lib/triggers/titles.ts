import type { TriggerName } from "./types";

/** What the triggers are called, in the plan's order. */
export const triggerTitles: Record<TriggerName, string> = {
  memory: "Available memory",
  clickhouse: "ClickHouse OOM kill",
  "failure-domain": "Separate failure domains",
};
