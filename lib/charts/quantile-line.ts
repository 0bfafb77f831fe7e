import type { LineLabel } from "./types";

const quantiles: Record<string, LineLabel> = {
  "0.5": { name: "p50", role: "lower" },
  "0.95": { name: "p95", role: "main" },
  "0.99": { name: "p99", role: "upper" },
};

/** The line of a quantile, by its label `q`. */
export const quantileLine = ({ q = "" }: Record<string, string>): LineLabel => quantiles[q] ?? { name: "?" };
