/** The resource budget of plan.md as data. Memory and disk are in binary units, as in `mem_limit: 256m`. */
const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;
const dayMs = 24 * 3600 * 1000;

export const budgetServices = ["victoriametrics", "jaeger", "grafana"] as const;
export type BudgetService = (typeof budgetServices)[number];

export type ServiceBudget = {
  title: string;
  /** The container's `mem_limit`. */
  limitBytes: number;
  diskCapBytes: number;
  /** How long it keeps its data; null where the plan sets nothing. */
  retentionMs: number | null;
  /** Swap the container may use on top of its memory: in 256 MiB alone, Jaeger's badger is OOM-killed. */
  swapNeededBytes: number;
};

export const serviceBudgets: Record<BudgetService, ServiceBudget> = {
  victoriametrics: {
    title: "VictoriaMetrics",
    limitBytes: 256 * mebibyte,
    diskCapBytes: 10 * gibibyte,
    retentionMs: 30 * dayMs,
    swapNeededBytes: 0,
  },
  jaeger: {
    title: "Jaeger",
    limitBytes: 256 * mebibyte,
    diskCapBytes: 10 * gibibyte,
    retentionMs: 7 * dayMs,
    swapNeededBytes: 256 * mebibyte,
  },
  grafana: {
    title: "Grafana",
    limitBytes: 256 * mebibyte,
    diskCapBytes: 1 * gibibyte,
    retentionMs: null,
    swapNeededBytes: 0,
  },
};

/** "~768 MB hard cap" of the plan. */
export const budgetTotalBytes = 768 * mebibyte;
/** Compose project of the stack: the containers of this project are ours. */
export const composeProject = "honeydue-obs";
/** Swap the host should have, for Jaeger's sake. */
export const hostSwapNeededBytes = 512 * mebibyte;
