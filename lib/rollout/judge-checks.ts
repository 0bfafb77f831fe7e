import { tagText } from "@/lib/jaeger/trace";
import type { Measured } from "@/lib/measured";
import type { CheckCode } from "@/lib/plan/rollout-steps";
import { checkDashboard, checkDataSource, type GrafanaFacts } from "./checks/check-grafana";
import { checkHistogram } from "./checks/check-histogram";
import { checkHosts, checkTokenRequired } from "./checks/check-hosts";
import { checkLegacy } from "./checks/check-legacy";
import { checkLogin } from "./checks/check-login";
import { checkLosses } from "./checks/check-losses";
import { checkNesting, checkQueriesInRequests, checkRoots, checkSqlText } from "./checks/check-request-shape";
import { checkSampling } from "./checks/check-sampling";
import { checkScrapeInterval, checkVmagent } from "./checks/check-scrapes";
import { checkSpans } from "./checks/check-spans";
import { checkStackLimits } from "./checks/check-stack";
import { looksLikeDeviceToken } from "./checks/device-token";
import type { Decisions } from "./decisions";
import type { MetricsFacts } from "./facts/metrics-facts";
import type { SamplingFacts } from "./facts/sampling-facts";
import type { StackFacts } from "./facts/stack-facts";
import type { TraceFacts } from "./facts/trace-facts";
import { pushOperation, uploadOperation } from "./operations";
import type { Outcome } from "./types";

export type RolloutFacts = {
  nowMs: number;
  metrics: Measured<MetricsFacts>;
  traces: Measured<TraceFacts>;
  sampling: Measured<SamplingFacts>;
  grafana: Measured<GrafanaFacts>;
  stack: StackFacts;
  decisions: Decisions;
  /** The interval that is wanted: the plan's, unless this console is set to another one. */
  scrapeSeconds: number;
};

/** The outcome of a check that needs an upstream; unknown, with its own words, where that cannot be asked. */
function given<T>(facts: Measured<T>, judge: (value: T) => Outcome): Outcome {
  if (facts.state === "ready") return judge(facts.value);
  const because = facts.state === "error" ? facts.failure.message : "Not asked yet.";
  return { state: "unknown", because, evidence: [] };
}

const hashFault = (tags: Parameters<typeof tagText>[0]) =>
  looksLikeDeviceToken(tagText(tags, "device_token_hash") ?? "")
    ? "device_token_hash looks like the device token itself"
    : null;

/** All checks of the plan against what is known now; pure, whatever the facts. */
export function judgeChecks(facts: RolloutFacts): Record<CheckCode, Outcome> {
  const { nowMs, metrics, traces, stack, decisions, grafana } = facts;
  const histogram = (key: Parameters<typeof checkHistogram>[0]) =>
    given(metrics, (value) => checkHistogram(key, value, nowMs));
  const counted = (key: "b2" | "apns") => (metrics.state === "ready" ? metrics.value.histograms[key].hourCount : null);
  const tasks = metrics.state === "ready" ? metrics.value.tasksInHour : null;
  const hasRequests = metrics.state === "ready" ? metrics.value.histograms.http.suffixes.includes("_bucket") : null;
  return {
    "stack-limits": checkStackLimits(stack.services),
    "hosts-answer": checkHosts(stack.hosts),
    "token-required": checkTokenRequired(stack.gate),
    "grafana-metrics": checkDataSource(grafana, "metrics"),
    "metric-http": histogram("http"),
    "metric-gorm": histogram("gorm"),
    "metric-b2": histogram("b2"),
    "metric-apns": histogram("apns"),
    "metric-fcm": histogram("fcm"),
    "scrape-interval": given(metrics, (value) => checkScrapeInterval(value, nowMs, facts.scrapeSeconds)),
    vmagent: given(metrics, (value) => checkVmagent(value, nowMs)),
    "red-dashboard": checkDashboard(grafana, hasRequests),
    "legacy-metrics": checkLegacy(stack.legacy, decisions["legacy-metrics"]),
    "grafana-traces": checkDataSource(grafana, "traces"),
    "login-trace": given(traces, ({ login, services }) => checkLogin(login, services)),
    "root-spans": given(traces, ({ recent }) => checkRoots(recent)),
    sampling: checkSampling(facts.sampling, nowMs),
    "exporter-losses": given(traces, ({ recent }) =>
      checkLosses({ losses: stack.losses, size: stack.spanSize, hasTraces: recent.traces.length > 0 }, nowMs),
    ),
    "span-b2": given(traces, ({ uploads }) =>
      checkSpans(uploads, {
        name: uploadOperation,
        matches: ({ name }) => name === uploadOperation,
        attributes: ["bucket", "key", "size_bytes", "result"],
        happened: counted("b2"),
      }),
    ),
    "span-apns": given(traces, ({ pushes }) =>
      checkSpans(pushes, {
        name: pushOperation,
        matches: ({ name }) => name === pushOperation,
        attributes: ["device_token_hash", "status_code", "reason"],
        fault: ({ tags }) => hashFault(tags),
        happened: counted("apns"),
      }),
    ),
    "span-asynq": given(traces, (value) =>
      checkSpans(value.tasks, {
        name: "asynq.<task type>",
        matches: ({ name }) => name.startsWith("asynq."),
        attributes: ["task.type", "retry_count", "payload_size"],
        happened: tasks,
      }),
    ),
    "nested-request": given(traces, ({ uploads }) => checkNesting(uploads)),
    "sql-text": given(traces, ({ queries }) => checkSqlText(queries)),
    "queries-in-requests": given(traces, ({ queries }) => checkQueriesInRequests(queries)),
  };
}
