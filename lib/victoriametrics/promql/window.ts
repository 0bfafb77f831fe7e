/** A window of a query: seconds, or a variable that Grafana replaces with one. */
export type Window = number | "$__rate_interval" | "$__range";

/** As it follows a metric: `[300s]`, `[$__range] offset 60s`. */
export const over = (window: Window, offsetSeconds = 0) =>
  `[${typeof window === "number" ? `${window}s` : window}]${offsetSeconds > 0 ? ` offset ${offsetSeconds}s` : ""}`;
