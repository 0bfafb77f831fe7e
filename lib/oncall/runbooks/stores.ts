import type { FindingCode } from "../diagnosis/codes";
import { compose, logsOf, restartOf } from "./commands";
import type { RunbookOf } from "./types";

type StoreCode = Extract<FindingCode, `metrics-store-${string}` | `traces-store-${string}`>;

/** The two stores: what it means when they do not answer, and what is lost meanwhile. */
export const storeRunbooks: Record<StoreCode, RunbookOf> = {
  "metrics-store-unreachable": (values) => ({
    title: "VictoriaMetrics does not answer",
    means:
      "Rates, errors and latencies are unknown, not fine. Nothing is lost yet: vmagent keeps what it cannot write and sends it later. Traces go on.",
    steps: [
      {
        text: "Ask it yourself. OK means that the way from this console to it is broken, not the store.",
        command: `curl -s -m 3 ${values.victoriaMetricsUrl}/health`,
      },
      { text: "See whether it runs, and how often it was started.", command: compose(values, "ps victoriametrics") },
      logsOf(values, "victoriametrics"),
      {
        text: "Exit code 137 with OOMKilled is the memory limit: the budget page shows what grew in the hour before.",
        command:
          "docker inspect --format '{{.State.ExitCode}} {{.State.OOMKilled}}' $(docker ps -aqf name=victoriametrics)",
      },
      restartOf(values, "victoriametrics"),
    ],
    see: ["budget", "traces"],
  }),
  "metrics-store-too-busy": (values) => ({
    title: "VictoriaMetrics refuses questions",
    means: "It is healthy, but one question would take more memory than it may, or too many are asked at once.",
    steps: [
      { text: "Choose a shorter range on this page: it asks for less." },
      {
        text: "See which questions take longest.",
        command: `curl -s '${values.victoriaMetricsUrl}/api/v1/status/top_queries?topN=5' | jq .`,
      },
      {
        text: "See which metric has too many series. A label with ids in it is the usual reason.",
        command: `curl -s '${values.victoriaMetricsUrl}/api/v1/status/tsdb?topN=5' | jq .data.seriesCountByMetricName`,
      },
    ],
    see: ["budget", "rollout"],
  }),
  "metrics-store-read-only": (values) => ({
    title: "Metrics storage is read-only: its disk is full",
    means: "What is stored can be read. New samples wait at vmagent until there is room again.",
    steps: [
      { text: "See how full the disk is.", command: `df -h ${values.home}/data` },
      {
        text: "See what takes the room; PostHog shares this disk.",
        command: `sudo du -xh --max-depth=2 / 2>/dev/null | sort -rh | head -20`,
      },
      {
        text: "Make room: unused images go first, they come back by themselves.",
        command: "docker image prune -a --filter until=168h",
      },
      { text: "It leaves read-only mode by itself once enough is free. vmagent then sends what waited." },
    ],
    see: ["budget", "triggers"],
  }),
  "metrics-store-refuses": (values) => ({
    title: "VictoriaMetrics refuses what is written",
    means: "The gate lets the pushes through and the store answers an error. vmagent keeps them and tries again.",
    steps: [
      logsOf(values, "victoriametrics"),
      {
        text: "See what it drops and why.",
        command: `curl -s ${values.victoriaMetricsUrl}/metrics | grep -E 'vm_rows_ignored_total|vm_storage_is_read_only|vm_http_request_errors_total'`,
      },
      {
        text: "A single sample that is too large blocks vmagent's queue: its log names the request.",
        command: `kubectl -n ${values.namespace} logs deploy/vmagent --tail 50`,
      },
    ],
    see: ["budget", "tokens"],
  }),
  "traces-store-unreachable": (values) => ({
    title: "Jaeger does not answer",
    means:
      "Traces are unknown; metrics and the verdict on the API are not affected. Spans sent while it is down are lost for good after about half a minute of retries.",
    steps: [
      {
        text: "Ask it yourself.",
        command: `curl -s -m 5 -o /dev/null -w '%{http_code}\\n' ${values.jaegerUrl}/api/services`,
      },
      { text: "See whether it runs, and whether the kernel killed it.", command: compose(values, "ps jaeger") },
      {
        text: "Jaeger needs swap beside its 256 MB. Without it badger is killed after about 70,000 spans.",
        command: "swapon --show; free -m",
      },
      logsOf(values, "jaeger"),
      restartOf(values, "jaeger"),
    ],
    see: ["budget", "on-call"],
  }),
  "traces-store-refuses": (values) => ({
    title: "Jaeger refuses spans",
    means:
      "Its memory limiter answers 503 to protect it. The exporter tries a batch again for about half a minute, then drops it.",
    steps: [
      { text: "Wait a minute: after a burst it takes spans again by itself." },
      {
        text: "If it lasts: see memory and swap of the container.",
        command: "docker stats --no-stream $(docker ps -qf name=jaeger)",
      },
      {
        text: "See who sends so many spans. Sampling above 10 % in production is the usual reason.",
        command: `curl -s ${values.jaegerUrl.replace(/:\d+$/, ":8888")}/metrics | grep -E 'otelcol_receiver_(accepted|refused)_spans'`,
      },
      restartOf(values, "jaeger"),
    ],
    see: ["budget", "rollout", "tokens"],
  }),
};
