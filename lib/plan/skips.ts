/** The plan's hard skips: what was left out on purpose, why, and what would change that (plan.md, "Hard skips"). */
export const hardSkips = [
  {
    code: "loki",
    tool: "Loki and Promtail",
    why: "Dozzle covers the need. Loki adds 512 MB and a daemonset.",
    revisitWhen: "log search becomes a hot pain point",
  },
  {
    code: "cluster",
    tool: "Mimir, or VictoriaMetrics as a cluster",
    why: "One VictoriaMetrics handles honeyDue's scale for years.",
    revisitWhen: "active series or the ingest rate outgrow one node of 256 MB",
  },
  {
    code: "profiling",
    tool: "Pyroscope",
    why: "Overkill at three small nodes. Use pprof ad hoc.",
    revisitWhen: "CPU pressure shows up",
  },
  {
    code: "collector",
    tool: "OTel Collector",
    why: "App to Jaeger direct is fine for now.",
    revisitWhen: "three or more services emit telemetry",
  },
  {
    code: "saas",
    tool: "Any SaaS: Datadog, New Relic, Honeycomb, Grafana Cloud, Sentry Performance",
    why: "Nothing paid: the owner's constraint.",
    revisitWhen: "never by a measurement; only the owner lifts it",
  },
] as const;
export type SkipCode = (typeof hardSkips)[number]["code"];

/** From this many services that emit telemetry on, the plan wants a Collector. */
export const collectorServices = 3;
/**
 * What one VictoriaMetrics of 256 MB carries: the soak ran with 50,000 series and room to spare; VictoriaMetrics' own
 * capacity planning says about 1 kB of memory per active series, and half of the limit is for caches.
 */
export const seriesMax = 100_000;
export const rowsPerSecondMax = 50_000;
/** Share of its CPU that the API may use over ten minutes before profiling is worth it. */
export const cpuShareMax = 0.8;
