import { formatPercent } from "@/lib/format/quantity";
import { type Measured, mapMeasured } from "@/lib/measured";
import {
  collectorServices,
  cpuShareMax,
  hardSkips,
  rowsPerSecondMax,
  type SkipCode,
  seriesMax,
} from "@/lib/plan/skips";
import type { Decision } from "../decisions";
import type { SkipView } from "../types";

export type CapacityFacts = {
  series: number | null;
  rowsPerSecond: number | null;
  cpuShare: number | null;
  jobs: number | null;
};
export type SkipFacts = {
  nowMs: number;
  capacity: Measured<CapacityFacts>;
  /** Services with traces, Jaeger's own left out. */
  services: Measured<string[]>;
  logSearch: Decision | undefined;
};

type Judged = Pick<SkipView, "verdict" | "measured" | "evidence">;
const whole = (count: number) => Math.round(count).toLocaleString("en-US");

/** Which of the plan's hard skips are still right, each by its own condition where that can be measured. */
export function judgeSkips(facts: SkipFacts): SkipView[] {
  const judge: Record<SkipCode, (facts: SkipFacts) => Judged> = {
    loki: judgeLogs,
    cluster: judgeCluster,
    profiling: judgeProfiling,
    collector: judgeCollector,
    saas: () => ({ verdict: "skip", measured: "Not a measurement: the owner's constraint holds.", evidence: [] }),
  };
  return hardSkips.map(({ code, ...plan }) => ({ ...plan, ...judge[code](facts) }));
}

function unasked(facts: Measured<unknown>): Judged {
  const measured = facts.state === "error" ? facts.failure.message : "Nothing has been measured yet.";
  return { verdict: "unknown", measured, evidence: [] };
}

function judgeLogs({ logSearch, nowMs }: SkipFacts): Judged {
  if (!logSearch) {
    return { verdict: "skip", measured: "Nobody has said that log search hurts.", evidence: [] };
  }
  const evidence = [
    { label: `Decided by ${logSearch.by}`, value: logSearch.reason, atMs: Math.min(logSearch.atMs, nowMs) },
  ];
  const hurts = logSearch.choice === "log search is painful";
  return { verdict: hurts ? "revisit" : "skip", measured: `By decision: ${logSearch.choice}.`, evidence };
}

function judgeCluster({ capacity, nowMs }: SkipFacts): Judged {
  const known = mapMeasured(capacity, ({ series, rowsPerSecond }) => ({ series, rowsPerSecond }));
  if (known.state !== "ready" || known.value.series === null) return unasked(known);
  const { series, rowsPerSecond } = known.value;
  const evidence = [
    {
      label: "Active series",
      value: `${whole(series)} of ${whole(seriesMax)}`,
      atMs: nowMs,
      query: 'sum(vm_cache_entries{type="storage/hour_metric_ids"})',
    },
    ...(rowsPerSecond === null
      ? []
      : [
          {
            label: "Ingest",
            value: `${whole(rowsPerSecond)} of ${whole(rowsPerSecondMax)} samples/s`,
            atMs: nowMs,
            query: "sum(rate(vm_rows_inserted_total[10m]))",
          },
        ]),
  ];
  const tooMany = series > seriesMax || (rowsPerSecond ?? 0) > rowsPerSecondMax;
  const measured = tooMany
    ? "More than one node of 256 MB should carry."
    : `${formatPercent(series / seriesMax)} of the series that one node carries.`;
  return { verdict: tooMany ? "revisit" : "skip", measured, evidence };
}

function judgeProfiling({ capacity, nowMs }: SkipFacts): Judged {
  if (capacity.state !== "ready" || capacity.value.cpuShare === null) return unasked(capacity);
  const { cpuShare } = capacity.value;
  const evidence = [
    {
      label: "Busiest pod",
      value: `${formatPercent(cpuShare)} of its CPU over 10 min`,
      atMs: nowMs,
      query: "max(rate(process_cpu_seconds_total[10m]) / go_sched_gomaxprocs_threads)",
    },
  ];
  const pressed = cpuShare > cpuShareMax;
  return {
    verdict: pressed ? "revisit" : "skip",
    measured: pressed ? "The API is short of CPU." : "No CPU pressure.",
    evidence,
  };
}

function judgeCollector({ services, capacity, nowMs }: SkipFacts): Judged {
  const byTraces = services.state === "ready" ? services.value.length : null;
  const byMetrics = capacity.state === "ready" ? capacity.value.jobs : null;
  if (byTraces === null && byMetrics === null) return unasked(services);
  const count = Math.max(byTraces ?? 0, byMetrics ?? 0);
  const evidence = [
    ...(services.state === "ready"
      ? [{ label: "Services with traces", value: services.value.join(", ") || "none", atMs: services.sampledAtMs }]
      : []),
    ...(byMetrics === null ? [] : [{ label: "Services with metrics", value: String(byMetrics), atMs: nowMs }]),
  ];
  const measured = `${count} of ${collectorServices} services emit telemetry.`;
  return { verdict: count >= collectorServices ? "revisit" : "skip", measured, evidence };
}
