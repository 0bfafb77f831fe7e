import { z } from "zod";

/** In powers of 1024, as the whole budget counts memory. */
const gibibyte = 1024 ** 3;
const bytes = z
  .number("A number of GiB.")
  .int()
  .min(0.1 * gibibyte, "At least 0.1 GiB.")
  .max(1000 * gibibyte, "At most 1000 GiB.");
const minutes = z
  .number("A whole number of minutes.")
  .int()
  .min(5, "At least 5 minutes.")
  .max(720, "At most 720 minutes.");

/** Values of the migration triggers and of the budget's alerts. Defaults are the plan's ("When to move off"). */
export const triggerThresholdsSchema = z
  .object({
    /** Available memory below this for the dwell fires; above `memoryClearBytes` for the dwell clears. */
    memoryFireBytes: bytes,
    memoryClearBytes: bytes,
    memoryDwellMinutes: minutes,
    /** How long an unacknowledged OOM kill of ClickHouse keeps its trigger firing. */
    clickhouseWindowDays: z
      .number("A whole number of days.")
      .int()
      .min(1, "At least 1 day.")
      .max(30, "At most 30 days."),
  })
  .refine(({ memoryFireBytes, memoryClearBytes }) => memoryClearBytes >= memoryFireBytes, {
    path: ["memoryClearBytes"],
    error: "Must not be below the value that fires.",
  });

export type TriggerThresholds = z.infer<typeof triggerThresholdsSchema>;

export const defaultTriggerThresholds: TriggerThresholds = {
  memoryFireBytes: 3 * gibibyte,
  memoryClearBytes: 3.5 * gibibyte,
  memoryDwellMinutes: 30,
  clickhouseWindowDays: 7,
};

/** When a budget alert fires and clears: share of a service's limit or disk cap, and for how long. */
export const budgetAlertRules = {
  memory: { fireRatio: 0.9, clearRatio: 0.85, dwellMinutes: 15 },
  disk: { fireRatio: 0.8, clearRatio: 0.75, dwellMinutes: 5 },
} as const;
